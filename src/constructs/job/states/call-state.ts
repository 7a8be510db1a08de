import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface CallStateProps extends sfn.TaskStateBaseProps {
  /** The permissions that the state machine gets. */
  readonly statements: iam.PolicyStatement[];
}

/** A state that calls an AWS service. */
export abstract class CallState<P extends CallStateProps> extends sfn.TaskStateBase {
  protected readonly taskMetrics?: sfn.TaskMetricsConfig = undefined;
  protected readonly taskPolicies?: iam.PolicyStatement[];

  protected constructor(scope: Construct, id: string, protected readonly props: P) {
    super(scope, id, props);
    this.taskPolicies = props.statements;
  }
}
