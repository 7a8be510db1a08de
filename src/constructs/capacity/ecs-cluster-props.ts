import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Capacity } from './capacity';
import { ExecAuditProps } from './exec-audit';
import { Profile } from '../profile/profile';

/**
 * Properties of an EcsCluster.
 */
export interface EcsClusterProps {
  /**
   * The VPC of the tasks.
   *
   * @default - a new VPC with public and private subnets in two Availability Zones, a NAT gateway in each, and flow logs
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The name of the cluster.
   *
   * @default - CloudFormation generates one, so that the cluster can be replaced
   */
  readonly clusterName?: string;

  /**
   * Which metrics CloudWatch Container Insights collects.
   *
   * @default ecs.ContainerInsights.ENABLED
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * The default capacity provider strategy of the cluster: the capacity of tasks that set none.
   *
   * Only Fargate: instances are added after the cluster was created, and `addDefaultCapacity` then makes them the default.
   *
   * @default - none: a ContainerService runs on Fargate; other services and tasks must set their capacity
   */
  readonly defaultCapacity?: Capacity;

  /**
   * How ECS Exec sessions are encrypted, and recorded in a log group.
   *
   * Set it to `{}` for a new key and a new log group.
   *
   * @default - in the regulated profile a new key and log group; otherwise sessions are encrypted with TLS only,
   * and their output goes to the log of the container
   */
  readonly execAudit?: ExecAuditProps;

  /**
   * The defaults of the cluster and of the workloads on it.
   *
   * The regulated profile encrypts logs and ECS Exec sessions with a KMS key, keeps logs for a year, and writes grants to managed policies instead of inline
   * policies. A new VPC gets a closed default security group and flow logs. See the guide about the regulated profile for services, and for the cost.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;

  /**
   * The Cloud Map namespace of the cluster's services.
   *
   * @default - no namespace
   */
  readonly defaultCloudMapNamespace?: ecs.CloudMapNamespaceOptions;
}

/**
 * The attributes of an existing cluster.
 */
export interface EcsClusterAttributes {
  /**
   * The name of the cluster.
   */
  readonly clusterName: string;

  /**
   * The ARN of the cluster, if it is not in the account and Region of the stack.
   *
   * @default - derived from the name, and from the account and Region of the stack
   */
  readonly clusterArn?: string;

  /**
   * The VPC of the cluster.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The names of the capacity providers that are associated with the cluster.
   *
   * `aws ecs describe-clusters` lists them, those of Managed Instances too. A service throws when its capacity needs another one.
   *
   * @default - FARGATE and FARGATE_SPOT, as on a cluster created in the console
   */
  readonly capacityProviders?: string[];

  /**
   * The default capacity provider strategy of the cluster. A ContainerService without `capacity` runs on it.
   *
   * @default - none: a ContainerService runs on Fargate
   */
  readonly defaultCapacity?: Capacity;

  /**
   * The Cloud Map namespace of the cluster's services.
   *
   * @default - no namespace
   */
  readonly defaultCloudMapNamespace?: cloudmap.INamespace;

  /**
   * The ECS Exec configuration of the cluster. Services get the permissions that it requires.
   *
   * @default - the cluster has no ECS Exec configuration
   */
  readonly executeCommandConfiguration?: ecs.ExecuteCommandConfiguration;

  /**
   * The defaults of the workloads on the cluster.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;
}
