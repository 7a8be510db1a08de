import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { RUN_ERRORS } from '../../../../facts/run-task-errors';

const { stringAt, objectAt, numberAt, format, jsonToString } = sfn.JsonPath;
const { and, isPresent, isString, isNumeric, stringMatches } = sfn.Condition;

const ERROR = `${DATA.failure}.Error`;
const CAUSE = `${DATA.failure}.Cause`;
const STOPPED_REASON = `${DATA.task}.StoppedReason`;
const TASK_ARN = `${DATA.task}.TaskArn`;
const FIRST_FAILURE = `${DATA.task}.Failures[0].Reason`;

/**
 * Puts the reason of a failure into words: from the description of the task, or the answer of RunTask, if the cause of the error is one. A path that selects nothing ends an execution
 * at once, and no state can catch it: so each path is tested before it is read.
 */
export function explainFailure(scope: Construct, reported: sfn.IChainable): sfn.IChainable {
  const asIs = reason(scope, 'ReasonOfCall', stringAt(CAUSE)).next(reported);
  const what = new sfn.Choice(scope, 'HasTaskStopped')
    .when(and(isText(STOPPED_REASON), isText(TASK_ARN)), reasonOfTask(scope, reported))
    .when(isText(FIRST_FAILURE), reason(scope, 'ReasonOfFailures', format('ECS started no task: {}', stringAt(FIRST_FAILURE))).next(reported))
    .otherwise(asIs);
  const unknown = reason(scope, 'UnknownReason', 'The error has no cause').next(reported);
  return new sfn.Choice(scope, 'IsCauseATask')
    .when(and(isText(CAUSE), stringMatches(CAUSE, '{*}')), readTask(scope, what, asIs))
    .when(isText(CAUSE), asIs)
    .otherwise(unknown);
}

/** A function fails in a text that is no JSON, and a parallel state can catch that. */
function readTask(scope: Construct, read: sfn.IChainable, notJson: sfn.IChainable): sfn.IChainable {
  const parse = new sfn.Pass(scope, 'ParseCause', { parameters: { 'Task.$': `States.StringToJson(${CAUSE})` } });
  return new sfn.Parallel(scope, 'ReadTask', { resultSelector: { 'Task.$': '$[0].Task' }, resultPath: DATA.described })
    .branch(parse)
    .addCatch(sfn.Chain.start(notJson), { errors: [RUN_ERRORS.any], resultPath: DATA.described })
    .next(read);
}

function reasonOfTask(scope: Construct, reported: sfn.IChainable): sfn.IChainable {
  const containers = new sfn.Map(scope, 'DescribeContainers', { itemsPath: `${DATA.task}.Containers`, resultPath: DATA.containers });
  containers.itemProcessor(describeContainer(scope));
  const text = format('{}; containers {}; task {}', stringAt(STOPPED_REASON), jsonToString(objectAt(DATA.containers)), stringAt(TASK_ARN));
  return new sfn.Choice(scope, 'HasContainers')
    .when(isPresent(`${DATA.task}.Containers[0]`), containers.next(reason(scope, 'ReasonOfTask', text)).next(reported))
    .otherwise(reason(scope, 'ReasonWithoutContainers', format('{}; task {}', stringAt(STOPPED_REASON), stringAt(TASK_ARN))).next(reported));
}

/** A container has no exit code if it never started, and a reason only if something went wrong, such as a lack of memory. */
function describeContainer(scope: Construct): sfn.IChainable {
  const [name, exitCode, why] = [stringAt('$.Name'), numberAt('$.ExitCode') as unknown as string, stringAt('$.Reason')];
  const text = (id: string, described: string) => new sfn.Pass(scope, id, { parameters: { Text: described }, outputPath: '$.Text' });
  const [named, ended, explained] = [isText('$.Name'), and(isPresent('$.ExitCode'), isNumeric('$.ExitCode')), isText('$.Reason')];
  return new sfn.Choice(scope, 'HowContainerEnded')
    .when(and(named, ended, explained), text('ExitCodeAndReason', format('{}: exit code {}, {}', name, exitCode, why)))
    .when(and(named, ended), text('ExitCode', format('{}: exit code {}', name, exitCode)))
    .when(and(named, explained), text('ContainerReason', format('{}: {}', name, why)))
    .when(named, text('NotStarted', format('{}: no exit code', name)))
    .otherwise(text('UnknownContainer', 'a container without a name'));
}

function isText(path: string): sfn.Condition { return and(isPresent(path), isString(path)); }

function reason(scope: Construct, id: string, text: string): sfn.Pass {
  return new sfn.Pass(scope, id, { parameters: { Error: stringAt(ERROR), Reason: text }, resultPath: DATA.result });
}
