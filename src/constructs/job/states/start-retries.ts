import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ERRORS_BEFORE_START, RUN_ERRORS } from '../../../facts/run-task-errors';

/** The calls of RunTask that are made again: pauses of 20 seconds to 5 minutes, of which a random part is used, so about 5 minutes. */
const RETRIES: sfn.RetryProps = {
  interval: Duration.seconds(20), backoffRate: 2, maxAttempts: 5, maxDelay: Duration.minutes(5), jitterStrategy: sfn.JitterType.FULL,
};

/** Makes a state try again when it has started no task. */
export function retryStart(state: sfn.TaskStateBase, count: number): void {
  const errors = count === 1 ? [...ERRORS_BEFORE_START, RUN_ERRORS.failures] : [...ERRORS_BEFORE_START];
  state.addRetry({ ...RETRIES, errors });
}
