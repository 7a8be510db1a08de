import { Aws, Lazy } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { CallState, CallStateProps } from './call-state';

export interface RunTaskStateProps extends CallStateProps {
  /** The parameters of RunTask, without those that follow from the input of the state. It is read at synthesis. */
  readonly request: () => Readonly<Record<string, unknown>>;
  /** Further parameters of RunTask, such as overrides: with paths of JSONPath, or with expressions of JSONata. */
  readonly parameters?: Readonly<Record<string, unknown>>;
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
export class RunTaskState extends CallState<RunTaskStateProps> {
  public constructor(scope: Construct, id: string, props: RunTaskStateProps) { super(scope, id, props); }

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
