import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ERROR_OF_FAILURES, ERRORS_BEFORE_START } from '../../facts/run-task-errors';

/** The calls of RunTask that are made again: at most about 5 minutes. */
const RETRIES: sfn.RetryProps = {
  interval: Duration.seconds(10), backoffRate: 2, maxAttempts: 5, maxDelay: Duration.minutes(2), jitterStrategy: sfn.JitterType.FULL,
};

/** Makes a state try again when it has started no task. */
export function retryStart(state: sfn.TaskStateBase, count: number): void {
  const errors = count === 1 ? [...ERRORS_BEFORE_START, ERROR_OF_FAILURES] : [...ERRORS_BEFORE_START];
  state.addRetry({ ...RETRIES, errors });
}
