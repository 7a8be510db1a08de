import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';

const { stringAt, objectAt, format, jsonToString } = sfn.JsonPath;

/** The containers that ended with an error: such a path finds a list, which is empty if no container has started. */
const FAILED_CONTAINERS = `${DATA.task}.Containers[?(@.ExitCode > 0)]`;

/** Puts the reason of a failure into words: from the description of the task, if the cause of the error is one. */
export function explainFailure(scope: Construct, reported: sfn.IChainable): sfn.IChainable {
  const cause = `${DATA.failure}.Cause`;
  const asIs = new sfn.Pass(scope, 'ReasonOfCall', {
    parameters: { Error: stringAt(`${DATA.failure}.Error`), Reason: stringAt(cause) }, resultPath: DATA.result,
  }).next(reported);
  const ofTask = new sfn.Pass(scope, 'FindContainers', {
    parameters: {
      Names: objectAt(`${FAILED_CONTAINERS}.Name`),
      ExitCodes: objectAt(`${FAILED_CONTAINERS}.ExitCode`),
      Reasons: objectAt(`${DATA.task}.Containers[*].Reason`),
    },
    resultPath: '$.Failed',
  }).next(new sfn.Pass(scope, 'ReasonOfTask', {
    parameters: { Error: stringAt(`${DATA.failure}.Error`), Reason: reasonOfTask() }, resultPath: DATA.result,
  })).next(reported);
  const read = new sfn.Pass(scope, 'ReadTask', { parameters: { 'Task.$': `States.StringToJson(${cause})` }, resultPath: DATA.described })
    .next(new sfn.Choice(scope, 'HasTaskStopped')
      .when(sfn.Condition.and(sfn.Condition.isPresent(`${DATA.task}.StoppedReason`), sfn.Condition.isPresent(`${DATA.task}.TaskArn`)), ofTask)
      .otherwise(asIs));
  return new sfn.Choice(scope, 'IsCauseATask').when(sfn.Condition.stringMatches(cause, '{*}'), read).otherwise(asIs);
}

function reasonOfTask(): string {
  return format(
    '{}; containers {} with exit codes {} {}; task {}',
    stringAt(`${DATA.task}.StoppedReason`),
    jsonToString(objectAt('$.Failed.Names')), jsonToString(objectAt('$.Failed.ExitCodes')), jsonToString(objectAt('$.Failed.Reasons')),
    stringAt(`${DATA.task}.TaskArn`),
  );
}
