import { Aws, Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { CallState, CallStateProps } from './call-state';
import { RUN_ERRORS } from '../../../facts/run-task-errors';

export interface SdkCallStateProps extends CallStateProps {
  /** The service and the action as Step Functions writes them, such as `ecs:stopTask`. */
  readonly call: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The calls after the first one; 4 take at most about 30 seconds. */
  readonly maxAttempts?: number;
}

/** The calls can be repeated without harm. */
const RETRIES: sfn.RetryProps = {
  errors: [RUN_ERRORS.any], interval: Duration.seconds(2), maxAttempts: 4, backoffRate: 2, jitterStrategy: sfn.JitterType.FULL,
};

/** A state that calls an API, with retries. `CallAwsService` of the CDK has no conditions in the permission of the call. */
export class SdkCallState extends CallState<SdkCallStateProps> {
  public constructor(scope: Construct, id: string, props: SdkCallStateProps) {
    super(scope, id, props);
    this.addRetry({ ...RETRIES, maxAttempts: props.maxAttempts ?? RETRIES.maxAttempts });
  }

  /** @internal */
  protected _renderTask(): unknown {
    const { call, parameters } = this.props;
    return { Resource: `arn:${Aws.PARTITION}:states:::aws-sdk:${call}`, Parameters: sfn.FieldUtils.renderObject(parameters) };
  }
}
