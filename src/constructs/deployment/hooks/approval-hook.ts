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
   * The stage at which the deployment waits. TEST_TRAFFIC_SHIFT and PRODUCTION_TRAFFIC_SHIFT are not possible.
   *
   * @default ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT
   */
  readonly stage?: ecs.DeploymentLifecycleStage;

  /**
   * How long to wait, in whole minutes. ECS allows up to 14 days, but CloudFormation fails an update after 36 hours, into which all waits of a
   * deployment must fit.
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

/** A hook that waits for an approval. The L2 does not support it yet. */
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
      // no maximum here: the limit for all waits of a deployment is lower than the maximum of a pause
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
