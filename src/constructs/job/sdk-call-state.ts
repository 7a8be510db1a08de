import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface SdkCallStateProps extends sfn.TaskStateBaseProps {
  /** The service and the action as Step Functions writes them, such as `ecs:stopTask`. */
  readonly call: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly statements: iam.PolicyStatement[];
}

/** A state that calls an API. `CallAwsService` of the CDK has no conditions in the permission of the call. */
export class SdkCallState extends sfn.TaskStateBase {
  protected readonly taskMetrics?: sfn.TaskMetricsConfig = undefined;
  protected readonly taskPolicies?: iam.PolicyStatement[];

  public constructor(scope: Construct, id: string, private readonly props: SdkCallStateProps) {
    super(scope, id, props);
    this.taskPolicies = props.statements;
  }

  /** @internal */
  protected _renderTask(): unknown {
    const { call, parameters } = this.props;
    return { Resource: `arn:${Aws.PARTITION}:states:::aws-sdk:${call}`, Parameters: sfn.FieldUtils.renderObject(parameters) };
  }
}
