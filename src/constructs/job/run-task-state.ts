import { Aws, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface RunTaskStateProps extends sfn.TaskStateBaseProps {
  /** The parameters of RunTask, without those that follow from the input of the state. It is read at synthesis. */
  readonly request: () => Readonly<Record<string, unknown>>;
  /** Further parameters of RunTask, such as overrides: with paths of JSONPath, or with expressions of JSONata. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly statements: iam.PolicyStatement[];
}

const PATTERN_SUFFIXES: Readonly<Record<sfn.IntegrationPattern, string>> = {
  [sfn.IntegrationPattern.REQUEST_RESPONSE]: '',
  [sfn.IntegrationPattern.RUN_JOB]: '.sync',
  [sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN]: '.waitForTaskToken',
};

/**
 * A state that runs tasks, and by default waits until they have stopped. The state machine gets the permissions. `EcsRunTask` of the CDK allows
 * stopping and describing every task of the account, and places tasks on few capacities.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export class RunTaskState extends sfn.TaskStateBase {
  protected readonly taskMetrics?: sfn.TaskMetricsConfig = undefined;
  protected readonly taskPolicies?: iam.PolicyStatement[];

  public constructor(scope: Construct, id: string, private readonly props: RunTaskStateProps) {
    super(scope, id, props);
    this.taskPolicies = props.statements;
  }

  /** @internal */
  protected _renderTask(topLevelQueryLanguage?: sfn.QueryLanguage): unknown {
    const { integrationPattern = sfn.IntegrationPattern.RUN_JOB, queryLanguage = topLevelQueryLanguage ?? sfn.QueryLanguage.JSON_PATH } = this.props;
    const isJsonata = queryLanguage === sfn.QueryLanguage.JSONATA;
    return {
      Resource: `arn:${Aws.PARTITION}:states:::ecs:runTask${PATTERN_SUFFIXES[integrationPattern]}`,
      [isJsonata ? 'Arguments' : 'Parameters']: Lazy.any({ produce: () => this.requestOf(isJsonata) }),
    };
  }

  private requestOf(isJsonata: boolean): Readonly<Record<string, unknown>> {
    const { request, parameters = {} } = this.props;
    return { ...request(), ...(isJsonata ? parameters : sfn.FieldUtils.renderObject(parameters)) };
  }
}
