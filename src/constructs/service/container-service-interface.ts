import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import type { Target } from './target';
import { ScalingBounds } from '../scaling/scaling-bounds';
import { ServiceScaling } from '../scaling/service-scaling';

/**
 * A service that this app creates, or that it imports with `ContainerService.fromContainerServiceAttributes`.
 */
export interface IContainerService extends IConstruct, iam.IGrantable, ec2.IConnectable {
  /**
   * The cluster that the tasks run on.
   */
  readonly cluster: ecs.ICluster;

  /**
   * The name of the service.
   */
  readonly serviceName: string;

  /**
   * The ARN of the service.
   */
  readonly serviceArn: string;

  /**
   * The port of the main container; undefined if it has none or if it is unknown.
   */
  readonly containerPort?: number;

  /**
   * Scales the number of tasks by load or by schedule.
   *
   * @param bounds the minimum and maximum number of tasks
   */
  autoScale(bounds: ScalingBounds): ServiceScaling;

  /**
   * Allows connections from the tasks to a service, a database or another connectable resource.
   *
   * The security group rules are created in the stack of this service, so that the stack of the target does not depend on it. A service of this app
   * waits for these rules, and for the instances of a database or the mount targets of a file system in its stack.
   *
   * @param target the resource that the tasks connect to
   */
  connectTo(target: Target): void;

  /**
   * Grants permission to open ECS Exec sessions in the tasks.
   *
   * IAM cannot limit ECS Exec to one service: the grantee can open a session in every task of the cluster that has it enabled. If the cluster
   * encrypts sessions with a KMS key, the grantee may also generate data keys with it, unless the ARN of the key is unknown.
   *
   * Throws when the grantee belongs to another account than the service: ECS has no resource-based policies.
   *
   * @param grantee the principal that opens sessions
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   */
  grantExec(grantee: iam.IGrantable): iam.Grant;

  /**
   * Grants permission to start a new deployment of the service (`aws ecs update-service --force-new-deployment`), for example after a secret was
   * rotated.
   *
   * The permission `ecs:UpdateService` allows more than that: it can also change the number of tasks, the task definition, the network configuration
   * and more.
   *
   * The grantee can be the service itself, and two services can be granted permission for each other. Across stacks that is a circular dependency,
   * unless the service has a `serviceName`.
   *
   * Throws when the grantee belongs to another account than the service: ECS has no resource-based policies.
   *
   * @param grantee the principal that starts deployments
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  grantRedeploy(grantee: iam.IGrantable): iam.Grant;

  /**
   * Grants permission to find the deployments of the service, and to continue or roll back a waiting deployment (`DeploymentHook.approval`).
   *
   * Throws when the grantee belongs to another account.
   *
   * @param grantee the principal that approves
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
   */
  grantContinueDeployment(grantee: iam.IGrantable): iam.Grant;

  /**
   * A metric of the service in the namespace AWS/ECS.
   *
   * @param metricName the name of the metric in CloudWatch
   * @param options statistic, period and more
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The CPU utilization of the tasks, in percent of the CPU that they reserve.
   *
   * @param options statistic, period and more
   */
  metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The memory utilization of the tasks, in percent of the memory that they reserve.
   *
   * @param options statistic, period and more
   */
  metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of running tasks. Requires Container Insights on the cluster.
   *
   * @param options statistic, period and more
   */
  metricRunningTaskCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}
