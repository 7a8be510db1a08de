import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { RUN_ERRORS } from '../../../../facts/run-task-errors';

/**
 * The longest subject of a message: below 100 characters.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const SUBJECT_CHARACTERS = 99;

export interface ReportSettings {
  readonly jobPath: string;
  readonly topic?: sns.ITopic;
  readonly logGroup?: logs.ILogGroup;
}

/** Ends the execution as failed, after a message with the reason. */
export function reportFailure(scope: Construct, settings: ReportSettings): sfn.IChainable {
  const failed = new sfn.Fail(scope, 'Failed', { errorPath: `${DATA.result}.Error`, causePath: `${DATA.result}.Reason` });
  const { topic } = settings;
  if (!topic) { return failed; }
  const publish = new sfn.CustomState(scope, 'ReportFailure', {
    stateJson: {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::sns:publish`,
      Parameters: { TopicArn: topic.topicArn, Subject: subjectOf(settings.jobPath), Message: messageOf(scope, settings) },
      ResultPath: null,
    },
  });
  return publish.addRetry({ maxAttempts: 4 }).addCatch(failed, { errors: [RUN_ERRORS.any], resultPath: '$.NotReported' }).next(failed);
}

/** Printable ASCII, as SNS requires. */
function subjectOf(jobPath: string): string { return `Job failed: ${jobPath}`.replace(/[^ -~]/g, '?').slice(0, SUBJECT_CHARACTERS); }

function messageOf(scope: Construct, { jobPath, logGroup }: ReportSettings): Readonly<Record<string, string>> {
  const { region } = Stack.of(scope);
  return {
    'job': jobPath,
    'error.$': `${DATA.result}.Error`,
    'reason.$': `${DATA.result}.Reason`,
    'execution.$': '$$.Execution.Id',
    'executionUrl.$': `States.Format('https://${region}.${consoleOf(region)}/states/home?region=${region}#/v2/executions/details/{}', $$.Execution.Id)`,
    ...(logGroup ? { logsUrl: `https://${region}.${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${logGroup.logGroupName.replace(/\//g, '$252F')}` } : {}),
  };
}

function consoleOf(region: string): string {
  if (Token.isUnresolved(region)) { return 'console.aws.amazon.com'; }
  if (region.startsWith('cn-')) { return 'console.amazonaws.cn'; }
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}
