import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity } from '../capacity/capacity';
import { Deployment } from '../deployment/deployment';
import { Exposure } from '../load-balancing/exposure';
import { IsolatedSubnetEndpoints } from '../network/isolated-subnet-endpoints';
import { ScalingBounds } from '../scaling/scaling-bounds';
import { SecretSource } from '../secrets/secret-source';
import { ContainerTaskProps } from '../task/container-task-props';

/**
 * Properties of a ContainerService.
 */
export interface ContainerServiceProps extends ContainerTaskProps {
  /**
   * The cluster that the tasks run on.
   *
   * One of this app that Fargate is not associated with gets it associated.
   * Of an imported one Fargate must be associated, unless `EcsCluster.fromExistingCluster` says what is.
   */
  readonly cluster: ecs.ICluster;

  /**
   * A ready task definition, for what the props of the container do not offer. They are then left out, but for `containerPort`.
   *
   * @default - a new one with one container
   */
  readonly taskDefinition?: ecs.TaskDefinition;

  /**
   * Where the tasks run: a capacity provider strategy.
   *
   * @default - the default strategy of the cluster if that is one of Fargate and known, otherwise Fargate
   */
  readonly capacity?: Capacity;

  /**
   * How clients reach the service.
   *
   * @default Exposure.none()
   */
  readonly exposure?: Exposure;

  /**
   * How many tasks run. Not together with `scaling`.
   *
   * @default - 2; with `scaling` no count is written, so that a deployment does not undo what scaling did
   */
  readonly desiredCount?: number;

  /**
   * Between how many tasks the service scales; the policies are added through `scaling` of the service.
   *
   * @default - the number of tasks is fixed
   */
  readonly scaling?: ScalingBounds;

  /**
   * How a new version takes over.
   *
   * @default Deployment.rolling()
   */
  readonly deployment?: Deployment;

  /**
   * The subnets of the tasks. In public ones each task gets a public address, without which it could not start.
   *
   * @default - private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * What to do about VPC endpoints for tasks in isolated subnets.
   *
   * @default - in a VPC of this app the missing ones are created; for an imported one it must be said
   */
  readonly isolatedSubnetEndpoints?: IsolatedSubnetEndpoints;

  /**
   * The security groups of the tasks.
   *
   * @default - a new one that admits the load balancer alone, and lets everything out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The name of the service.
   *
   * @default - CloudFormation makes one up, so that the service can be replaced
   */
  readonly serviceName?: string;

  /**
   * How long failing health checks of the load balancer are overlooked after a task has started.
   *
   * @default - 60 seconds behind a load balancer
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * Registers the tasks in AWS Cloud Map.
   *
   * @default - they are not registered
   */
  readonly cloudMapOptions?: ecs.CloudMapOptions;

  /**
   * Whether `aws ecs execute-command` may open a session in a container. How sessions are recorded is a matter of the cluster.
   *
   * @default false
   */
  readonly enableExecuteCommand?: boolean;

  /**
   * The platform version of Fargate.
   *
   * @default ecs.FargatePlatformVersion.LATEST
   */
  readonly platformVersion?: ecs.FargatePlatformVersion;

  /**
   * What the tags of the tasks are copied from.
   *
   * @default ecs.PropagatedTagSource.SERVICE
   */
  readonly propagateTags?: ecs.PropagatedTagSource;

  /**
   * Whether ECS tags the tasks with cluster and service.
   *
   * @default true
   */
  readonly enableEcsManagedTags?: boolean;

  /**
   * Whether ECS moves tasks when the availability zones have unequal numbers of them.
   *
   * @default - as ECS does it for new services
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;

  /**
   * The regulated profile: what HIPAA, NIST 800-53 and PCI DSS ask of a service, and what costs money.
   *
   * Logs are encrypted with the key of the cluster and kept for a year, grants are managed policies instead of inline ones.
   * A load balancer lets in TLS alone, stands behind a web ACL of AWS WAF, logs its requests and refuses to be deleted.
   *
   * @default - as the cluster says; false for a cluster that exists already
   */
  readonly regulated?: boolean;
}

/**
 * A container that runs beside the one of the service.
 */
export interface AddContainerOptions extends ecs.ContainerDefinitionOptions {
  /**
   * Environment variables whose values ECS reads from Secrets Manager or Parameter Store when a task starts.
   *
   * They are added to those of `secrets`.
   *
   * @default - none
   */
  readonly secretSources?: { [name: string]: SecretSource };
}
