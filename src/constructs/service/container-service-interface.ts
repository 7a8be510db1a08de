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
   * The port of the main container; undefined when it has none, or when it is unknown.
   */
  readonly containerPort?: number;

  /**
   * Adds and removes tasks by load or by schedule.
   *
   * @param bounds the fewest and the most tasks
   */
  autoScale(bounds: ScalingBounds): ServiceScaling;

  /**
   * Allows connections from the tasks to a service, a database or another connectable resource.
   *
   * The security group rules are created in the stack of this service, so that the stack of the target does not depend on it.
   * A service of this app starts after these rules, and after the instances of a database or the mount targets of a file system in its stack.
   *
   * @param target what the tasks connect to
   */
  connectTo(target: Target): void;

  /**
   * Allows opening ECS Exec sessions in the tasks.
   *
   * IAM cannot limit ECS Exec to one service: the grantee can open a session in every task of the cluster that has it enabled.
   * On a cluster that encrypts sessions with a key, the grantee may generate data keys with it, unless the ARN of the key is unknown.
   *
   * Throws when the grantee belongs to another account than the service: ECS has no resource policies.
   *
   * @param grantee who opens sessions
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   */
  grantExec(grantee: iam.IGrantable): iam.Grant;

  /**
   * Allows starting a new deployment of the service (`aws ecs update-service --force-new-deployment`), for example after a secret was rotated.
   *
   * The permission `ecs:UpdateService` allows more than that: also another number of tasks, task definition, network configuration and more.
   *
   * The tasks of the service may be the grantee, and those of another service that is granted the same in return. Across stacks that
   * is a circular dependency, unless the service has a `serviceName`.
   *
   * Throws when the grantee belongs to another account than the service: ECS has no resource policies.
   *
   * @param grantee who starts deployments
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  grantRedeploy(grantee: iam.IGrantable): iam.Grant;

  /**
   * Allows finding the deployments of the service, and continuing or rolling back one that waits (`DeploymentHook.approval`).
   *
   * Throws when the grantee belongs to another account.
   *
   * @param grantee who approves
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
