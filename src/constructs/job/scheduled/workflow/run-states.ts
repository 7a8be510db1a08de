import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { ERRORS_BEFORE_START, LOST_CAPACITY, PERMANENT_ERRORS, RUN_ERRORS } from '../../../../facts/run-task-errors';
import { STATE_RETRIES } from '../../../../facts/workflows';
import { RunTaskState } from '../../states/run-task-state';
import { retryStart } from '../../states/start-retries';

type Request = () => Readonly<Record<string, unknown>>;

/** How failed attempts are repeated. */
export interface Retries {
  readonly attempts: number;
  readonly interval: Duration;
  readonly backoffRate: number;
}

export interface RunSettings {
  readonly request: Request;
  /** The request of all further attempts, if they use another capacity. */
  readonly fallback?: Request;
  readonly statements: iam.PolicyStatement[];
  readonly timeout: Duration;
  readonly retries: Retries;
}

/** Where the workflow goes after the attempts. */
export interface RunRoutes {
  readonly timedOut: sfn.IChainable;
  readonly failed: sfn.IChainable;
}

/** The attempts of a run. */
export class RunStates {
  public constructor(private readonly scope: Construct, private readonly settings: RunSettings, private readonly routes: RunRoutes) {}

  public get start(): sfn.IChainable {
    const { settings: { request, fallback, retries } } = this;
    return fallback ? this.first(request, fallback) : this.run('RunTask', request, retries.attempts);
  }

  /** The first attempt has no retries of its own: what it failed with decides how the next one counts. */
  private first(request: Request, fallback: Request): sfn.IChainable {
    const { scope, settings: { retries } } = this;
    const isOneOf = (errors: readonly string[]) => sfn.Condition.or(...errors.map(error => sfn.Condition.stringEquals(`${DATA.failure}.Error`, error)));
    const saysLost = sfn.Condition.or(...LOST_CAPACITY.map(text => sfn.Condition.stringMatches(`${DATA.failure}.Cause`, `*${text}*`)));
    const isLost = sfn.Condition.or(
      isOneOf([...ERRORS_BEFORE_START, RUN_ERRORS.failures]), sfn.Condition.and(sfn.Condition.isPresent(`${DATA.failure}.Cause`), saysLost),
    );
    const why = new sfn.Choice(scope, 'WasCapacityLost')
      .when(isLost, this.run('RunOnFallback', fallback, retries.attempts))
      .when(isOneOf(PERMANENT_ERRORS), this.routes.failed)
      .otherwise(retries.attempts > 0 ? this.retryOnFallback(fallback) : this.routes.failed);
    return this.run('RunTask', request, 0, why);
  }

  private retryOnFallback(fallback: Request): sfn.IChainable {
    const { scope, settings: { retries } } = this;
    const attempts = retries.attempts - 1;
    return new sfn.Wait(scope, 'WaitBeforeRetry', { time: sfn.WaitTime.duration(retries.interval) }).next(this.run('RetryOnFallback', fallback, attempts));
  }

  private run(id: string, request: Request, attempts: number, failed: sfn.IChainable = this.routes.failed): sfn.IChainable {
    const { scope, settings: { statements, timeout }, routes } = this;
    const state = new RunTaskState(scope, id, {
      request,
      statements,
      parameters: { StartedBy: sfn.JsonPath.stringAt('$$.Execution.Name'), Overrides: sfn.JsonPath.objectAt(DATA.overrides) },
      taskTimeout: sfn.Timeout.duration(timeout),
    });
    state.addRetry({ errors: [RUN_ERRORS.timeout, ...PERMANENT_ERRORS], maxAttempts: 0 });
    // the fallback is the retry of a first attempt that has started no task
    if (failed === routes.failed) { retryStart(state, 1); }
    if (attempts > 0) { state.addRetry(this.retry(attempts)); }
    state.addCatch(sfn.Chain.start(routes.timedOut), { errors: [RUN_ERRORS.timeout], resultPath: DATA.failure });
    state.addCatch(sfn.Chain.start(failed), { errors: [RUN_ERRORS.any], resultPath: DATA.failure });
    return state;
  }

  private retry(maxAttempts: number): sfn.RetryProps {
    const { retries, retries: { interval, backoffRate } } = this.settings;
    return { errors: [RUN_ERRORS.failed], maxAttempts, interval, backoffRate, maxDelay: longestPause(retries), jitterStrategy: sfn.JitterType.FULL };
  }
}

/** A pause that grows without a limit would exceed the one of Step Functions. */
function longestPause({ interval }: Retries): Duration | undefined {
  const longest = Math.min(Math.max(interval.toSeconds() * 2, Duration.hours(1).toSeconds()), STATE_RETRIES.maxDelaySeconds.max);
  return longest > interval.toSeconds() ? Duration.seconds(longest) : undefined;
}
