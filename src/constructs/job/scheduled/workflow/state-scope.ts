import { Aws, Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { RUN_ERRORS } from '../../../../facts/workflows';

/** Where the states of a workflow store what they find, in the data of the execution. */
export const DATA = {
  overrides: '$.Overrides',
  runs: '$.Runs',
  failure: '$.Failure',
  tasks: '$.Tasks',
  described: '$.Described',
  task: '$.Described.Task',
  containers: '$.Containers',
  result: '$.Result',
} as const;

export interface SdkCall {
  readonly service: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resultSelector?: Readonly<Record<string, unknown>>;
  /** Where the result goes; by default it is discarded. */
  readonly resultPath?: string;
}

/** A state that calls an action of an AWS service, with retries. Its permissions are elsewhere. */
export function sdkCall(scope: Construct, id: string, { service, action, parameters, resultSelector, resultPath }: SdkCall): sfn.CustomState {
  const state = new sfn.CustomState(scope, id, {
    stateJson: {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::aws-sdk:${service}:${action}`,
      Parameters: parameters,
      ...(resultSelector ? { ResultSelector: resultSelector } : {}),
      ResultPath: resultPath ?? null,
    },
  });
  return state.addRetry({
    errors: [RUN_ERRORS.any], interval: Duration.seconds(2), maxAttempts: 4, backoffRate: 2, jitterStrategy: sfn.JitterType.FULL,
  });
}
