import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { DeploymentAlarm, WatchedService } from './deployment-alarm';
import { alarmProblems, createAlarms } from './deployment-alarm-list';
import { DeploymentSettings } from './deployment-kind';
import { CIRCUIT_BREAKER_FAILURES } from '../../facts/deployment';
import { wholeNumberProblem } from '../checks';
import { ExposureKind } from '../load-balancing/exposure-kind';

/**
 * How ECS detects that a deployment has failed, and whether it rolls the deployment back.
 */
export interface FailureDetectionProps {
  /**
   * Whether the deployment circuit breaker fails a deployment whose tasks do not start, instead of retrying for hours.
   *
   * @default true
   */
  readonly circuitBreaker?: boolean;

  /**
   * How many tasks may fail to start before the circuit breaker fails the deployment, 1 or more.
   *
   * @default - half of the desired count, but at least 3 and at most 200
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html
   */
  readonly maxFailedTasks?: number;

  /**
   * Whether ECS rolls back to the last completed deployment when the circuit breaker or an alarm fails a deployment.
   *
   * @default - true if there is a circuit breaker or an alarm
   */
  readonly rollback?: boolean;

  /**
   * Alarms that fail a deployment when one of them goes into the ALARM state, while the new version starts and during the bake time after that.
   *
   * @default - no alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   */
  readonly alarms?: DeploymentAlarm[];
}

/** Detects failed deployments with the circuit breaker and alarms. */
export class FailureDetection {
  /** @param hasAlternate whether the service has a second target group */
  public constructor(private readonly props: FailureDetectionProps, private readonly hasAlternate: boolean) {}

  public problems(exposure: Pick<ExposureKind, 'hasTraffic' | 'transports'>): readonly string[] {
    const { circuitBreaker, maxFailedTasks, rollback, alarms } = this.props;
    return [
      ...(circuitBreaker === false && rollback && !alarms ? ['rollback (true) needs the circuit breaker or alarms; remove circuitBreaker: false'] : []),
      ...(circuitBreaker === false && maxFailedTasks !== undefined ? [`maxFailedTasks (${maxFailedTasks}) needs the circuit breaker; remove circuitBreaker: false`] : []),
      ...wholeNumberProblem('maxFailedTasks', maxFailedTasks, CIRCUIT_BREAKER_FAILURES),
      ...alarmProblems(alarms, exposure),
    ];
  }

  public settings(scope: Construct): DeploymentSettings {
    const { circuitBreaker = true, rollback = true, alarms } = this.props;
    return {
      circuitBreaker: circuitBreaker ? { enable: true, rollback } : undefined,
      deploymentAlarms: alarms && {
        alarmNames: alarms.flatMap(alarm => alarm._names(scope, this.hasAlternate)),
        behavior: rollback ? ecs.AlarmBehavior.ROLLBACK_ON_ALARM : ecs.AlarmBehavior.FAIL_ON_ALARM,
      },
    };
  }

  /** Creates the alarms. The L2 does not support the threshold of the circuit breaker yet. */
  public complete(service: WatchedService, { node: { defaultChild } }: ecs.BaseService): void {
    const { alarms, maxFailedTasks } = this.props;
    if (maxFailedTasks !== undefined && defaultChild instanceof ecs.CfnService) {
      defaultChild.addPropertyOverride('DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration', { Type: 'COUNT', Value: maxFailedTasks });
    }
    if (alarms) { createAlarms(service, alarms); }
  }
}
