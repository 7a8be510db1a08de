import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity } from '../capacity/capacity';
import { IsolatedSubnetEndpoints } from '../network/isolated-subnet-endpoints';
import { Profile } from '../profile/profile';
import { ContainerTaskProps } from '../task/container-task-props';

/**
 * Properties of a task and the cluster that it runs on, common to services, jobs and one-off tasks.
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
   * An existing task definition, for settings that the props do not support. Of the container props, only `containerPort` can be combined with it.
   *
   * @default - a new task definition with one container
   */
  readonly taskDefinition?: ecs.TaskDefinition;

  /**
   * The compute that the tasks run on, such as `Capacity.fargateSpot()`.
   *
   * @default - the default capacity of an EcsCluster, if it has one; the default strategy of another cluster, if it is known and uses Fargate;
   * otherwise Fargate
   */
  readonly capacity?: Capacity;

  /**
   * The subnets of the tasks. In public subnets each task on Fargate gets a public IP address, which it needs to start; tasks on instances get none, so
   * public subnets are refused there. Outside of network mode awsvpc, tasks use the subnets of their instance, and the prop is refused.
   *
   * @default - private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether to create the VPC endpoints that tasks in isolated subnets need.
   *
   * On instances, only ECS Exec needs endpoints for the tasks: the instance pulls images, reads secrets and writes logs.
   *
   * @default - missing endpoints are created in a VPC of this app; required for an imported VPC
   */
  readonly isolatedSubnetEndpoints?: IsolatedSubnetEndpoints;

  /**
   * The security groups of the tasks. Outside of network mode awsvpc, tasks use those of their instance, and the prop is refused.
   *
   * @default - a new security group that allows all outbound traffic, and inbound traffic from the load balancer only
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether ECS Exec (`aws ecs execute-command`) can open a session in a container. The cluster configures how sessions are recorded.
   *
   * @default false
   */
  readonly enableExecuteCommand?: boolean;

  /**
   * The defaults of the workload.
   *
   * @default - the profile of the cluster, else of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;
}
