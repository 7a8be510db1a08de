import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HookKind } from './hook-kind';
import { NO_PAUSE_STAGES, PAUSE_STAGES, PAUSE_TIMEOUT_MINUTES, STAGES_OF_EACH_SHIFT } from '../../../facts/deployment-strategies';
import { minutesOf, minutesProblem } from '../minutes';

/**
 * Options of a hook that waits for an approval.
 */
export interface ApprovalHookProps {
  /**
   * The stage at which the deployment waits. Not TEST_TRAFFIC_SHIFT and not PRODUCTION_TRAFFIC_SHIFT.
   *
   * @default ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT
   */
  readonly stage?: ecs.DeploymentLifecycleStage;

  /**
   * How long to wait: whole minutes, up to 14 days for ECS. CloudFormation fails an update after 36 hours, and all waits of a deployment have to fit into that.
   *
   * @default Duration.hours(24)
   */
  readonly timeout?: Duration;

  /**
   * Whether the deployment continues after the timeout.
   *
   * @default - false: the deployment is rolled back
   */
  readonly continueOnTimeout?: boolean;
}

/** Waits for an answer. The L2 has no such hook yet. */
export class ApprovalHook implements HookKind {
  public readonly type = 'approval';
  private readonly stage: ecs.DeploymentLifecycleStage;
  private readonly timeout: Duration;

  public constructor(private readonly props: ApprovalHookProps) {
    this.stage = props.stage ?? ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT;
    this.timeout = props.timeout ?? Duration.minutes(PAUSE_TIMEOUT_MINUTES.default);
  }

  public waitMinutes(shifts: number): number {
    const { stage, timeout } = this;
    return minutesOf(timeout) * (STAGES_OF_EACH_SHIFT.some(each => each === stage) ? shifts : 1);
  }

  public problems(): readonly string[] {
    const { stage, timeout } = this;
    return [
      ...(NO_PAUSE_STAGES.some(refused => refused === stage)
        ? [`DeploymentHook.approval: a deployment cannot wait at ${stage}; use ${PAUSE_STAGES.join(', ')}`]
        : []),
      // a deployment may wait less time in all than ECS allows for a pause
      ...minutesProblem('DeploymentHook.approval: timeout', timeout, { min: PAUSE_TIMEOUT_MINUTES.min }),
    ];
  }

  public create(): object {
    const { stage, timeout, props: { continueOnTimeout = false } } = this;
    return {
      TargetType: 'PAUSE',
      LifecycleStages: [stage],
      TimeoutConfiguration: { TimeoutInMinutes: timeout.toMinutes(), Action: continueOnTimeout ? 'CONTINUE' : 'ROLLBACK' },
    };
  }
}
