import { Duration } from 'aws-cdk-lib';
import { FailureDetectionProps } from './failure-detection';
import { DeploymentHook } from './hooks/deployment-hook';
import { TestTraffic } from '../load-balancing/traffic-shift/test-traffic';

/**
 * Options of deployments that start the new version beside the old one and then shift the traffic.
 */
export interface TrafficShiftDeploymentProps extends FailureDetectionProps {
  /**
   * How long the old version keeps running after all traffic has been shifted, so that a rollback takes seconds: whole minutes up to 24 hours.
   *
   * @default - 5 minutes; 10 minutes with `alarms`, which need some minutes to go into the ALARM state
   */
  readonly bakeTime?: Duration;

  /**
   * The test traffic: requests that reach the new version before production traffic does.
   *
   * @default - no test traffic; but through Service Connect, requests with the header
   * `x-amzn-ecs-blue-green-test` reach the new version
   */
  readonly testTraffic?: TestTraffic;

  /**
   * The lifecycle hooks of the deployment: smoke tests, approvals, and your own Lambda functions.
   *
   * @default - no hooks
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
   */
  readonly hooks?: DeploymentHook[];
}

/**
 * A deployment that shifts all traffic at once.
 */
export interface BlueGreenDeploymentProps extends TrafficShiftDeploymentProps {}

/**
 * A deployment that shifts a small part of the traffic first, and the rest later.
 */
export interface CanaryDeploymentProps extends TrafficShiftDeploymentProps {
  /**
   * How much of the traffic is shifted first, in percent: 0.1 to 100, in steps of 0.1.
   *
   * @default 5
   */
  readonly canaryPercent?: number;

  /**
   * How long the new version receives only that part of the traffic: whole minutes up to 24 hours.
   *
   * @default Duration.minutes(10)
   */
  readonly canaryBakeTime?: Duration;
}

/**
 * A deployment that shifts the traffic in equal steps.
 */
export interface LinearDeploymentProps extends TrafficShiftDeploymentProps {
  /**
   * How much of the traffic is shifted in each step, in percent: 3 to 100, in steps of 0.1.
   *
   * @default 10
   */
  readonly stepPercent?: number;

  /**
   * How long to wait after each step except the last one: whole minutes up to 24 hours.
   *
   * @default Duration.minutes(6)
   */
  readonly stepBakeTime?: Duration;
}
