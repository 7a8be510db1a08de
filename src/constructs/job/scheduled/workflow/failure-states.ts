import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';

const { stringAt, objectAt, numberAt, format, jsonToString } = sfn.JsonPath;
const { and, isPresent, stringMatches } = sfn.Condition;

const ERROR = `${DATA.failure}.Error`;
const CAUSE = `${DATA.failure}.Cause`;
const STOPPED_REASON = `${DATA.task}.StoppedReason`;
const TASK_ARN = `${DATA.task}.TaskArn`;

/** Puts the reason of a failure into words: from the description of the task, if the cause of the error is one. */
export function explainFailure(scope: Construct, reported: sfn.IChainable): sfn.IChainable {
  const asIs = reason(scope, 'ReasonOfCall', stringAt(CAUSE)).next(reported);
  const read = new sfn.Pass(scope, 'ReadTask', { parameters: { 'Task.$': `States.StringToJson(${CAUSE})` }, resultPath: DATA.described })
    .next(new sfn.Choice(scope, 'HasTaskStopped')
      .when(and(isPresent(STOPPED_REASON), isPresent(TASK_ARN), isPresent(`${DATA.task}.Containers`)), reasonOfTask(scope).next(reported))
      .otherwise(asIs));
  return new sfn.Choice(scope, 'IsCauseATask').when(stringMatches(CAUSE, '{*}'), read).otherwise(asIs);
}

function reasonOfTask(scope: Construct): sfn.Chain {
  const containers = new sfn.Map(scope, 'DescribeContainers', { itemsPath: `${DATA.task}.Containers`, resultPath: DATA.containers });
  containers.itemProcessor(describeContainer(scope));
  const text = format('{}; containers {}; task {}', stringAt(STOPPED_REASON), jsonToString(objectAt(DATA.containers)), stringAt(TASK_ARN));
  return containers.next(reason(scope, 'ReasonOfTask', text));
}

/** A container has no exit code if it never started, and a reason only if something went wrong, such as a lack of memory. */
function describeContainer(scope: Construct): sfn.IChainable {
  const [name, exitCode, why] = [stringAt('$.Name'), numberAt('$.ExitCode') as unknown as string, stringAt('$.Reason')];
  const text = (id: string, described: string) => new sfn.Pass(scope, id, { parameters: { Text: described }, outputPath: '$.Text' });
  return new sfn.Choice(scope, 'HowContainerEnded')
    .when(and(isPresent('$.ExitCode'), isPresent('$.Reason')), text('ExitCodeAndReason', format('{}: exit code {}, {}', name, exitCode, why)))
    .when(isPresent('$.ExitCode'), text('ExitCode', format('{}: exit code {}', name, exitCode)))
    .when(isPresent('$.Reason'), text('ContainerReason', format('{}: {}', name, why)))
    .otherwise(text('NotStarted', format('{}: no exit code', name)));
}

function reason(scope: Construct, id: string, text: string): sfn.Pass {
  return new sfn.Pass(scope, id, { parameters: { Error: stringAt(ERROR), Reason: text }, resultPath: DATA.result });
}
