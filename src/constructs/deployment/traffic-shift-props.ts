import { Duration } from 'aws-cdk-lib';
import { FailureDetectionProps } from './failure-detection';
import { DeploymentHook } from './hooks/deployment-hook';
import { TestTraffic } from '../load-balancing/traffic-shift/test-traffic';

/**
 * What all deployments have that start the new version beside the old one and then shift the traffic.
 */
export interface TrafficShiftDeploymentProps extends FailureDetectionProps {
  /**
   * How long the old version keeps running after all traffic has been shifted, so that a rollback takes seconds: whole minutes up to 24 hours.
   *
   * @default - 5 minutes; 10 minutes with `alarms`, which need minutes to go into the ALARM state
   */
  readonly bakeTime?: Duration;

  /**
   * Requests that reach the new version before all others do.
   *
   * @default - none: the new version gets no requests before those of production. Through Service Connect, requests with the header
   * `x-amzn-ecs-blue-green-test` reach it
   */
  readonly testTraffic?: TestTraffic;

  /**
   * What runs, or is waited for, at stages of the deployment: smoke tests, approvals, functions of your own.
   *
   * @default - nothing
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
   * How long the new version has that part alone: whole minutes up to 24 hours.
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
   * How much of the traffic is shifted in a step, in percent: 3 to 100, in steps of 0.1.
   *
   * @default 10
   */
  readonly stepPercent?: number;

  /**
   * How long to wait after each step but the last one: whole minutes up to 24 hours.
   *
   * @default Duration.minutes(6)
   */
  readonly stepBakeTime?: Duration;
}
