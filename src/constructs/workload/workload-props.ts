import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity } from '../capacity/capacity';
import { IsolatedSubnetEndpoints } from '../network/isolated-subnet-endpoints';
import { Profile } from '../profile/profile';
import { ContainerTaskProps } from '../task/container-task-props';

/**
 * A task and the cluster it runs on: what services, jobs and one-off tasks have in common.
 */
export interface WorkloadProps extends ContainerTaskProps {
  /**
   * The cluster that the tasks run on.
   *
   * If the cluster is defined in this app, the Fargate capacity providers are associated automatically;
   * an imported cluster must already have them.
   */
  readonly cluster: ecs.ICluster;

  /**
   * An existing task definition, for what the props do not offer. Of the props of the container only `containerPort` can be set beside it.
   *
   * @default - a new task definition with one container
   */
  readonly taskDefinition?: ecs.TaskDefinition;

  /**
   * The capacity that the tasks run on.
   *
   * @default - the default capacity provider strategy of the cluster if it is known and uses Fargate, otherwise Fargate
   */
  readonly capacity?: Capacity;

  /**
   * The subnets of the tasks. In public subnets each task gets a public IP address, without which it could not start.
   *
   * @default - private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * What to do about VPC endpoints for tasks in isolated subnets.
   *
   * @default - missing endpoints are created in a VPC of this app; required for an imported VPC
   */
  readonly isolatedSubnetEndpoints?: IsolatedSubnetEndpoints;

  /**
   * The security groups of the tasks.
   *
   * @default - a new security group that allows all outbound traffic, and inbound traffic from the load balancer only
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether `aws ecs execute-command` can open a session in a container. The cluster decides how sessions are recorded.
   *
   * @default false
   */
  readonly enableExecuteCommand?: boolean;

  /**
   * The defaults of the workload.
   *
   * @default - the profile of the cluster, else of the Stage or app, else Profile.standard()
   */
  readonly profile?: Profile;
}
