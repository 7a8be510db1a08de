import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stateName } from './states/state-name';
import type { TaskRunner } from './task-runner';
import { ForEachDistributedOptions, ForEachOptions } from './task-runner-props';
import { stopAfterTimeout } from './task-runner-timeout';

const MAX_CONCURRENCY = 10;

/** An inline map over the items, each of which is the input of its task. */
export function createMap(runner: TaskRunner, scope: Construct, id: string, options: ForEachOptions): sfn.Map {
  const map = new sfn.Map(scope, id, mapProps(options));
  const startedBy = options.timeout ? itemName(map) : sfn.JsonPath.executionName;
  return map.itemProcessor(runItem(runner, map, id, options, startedBy));
}

/** A distributed map. Each child execution has its own name. */
export function createDistributedMap(runner: TaskRunner, scope: Construct, id: string, options: ForEachDistributedOptions): sfn.DistributedMap {
  const { itemReader, toleratedFailureCount, toleratedFailurePercentage } = options;
  const map = new sfn.DistributedMap(scope, id, { ...mapProps(options), itemReader, toleratedFailureCount, toleratedFailurePercentage });
  return map.itemProcessor(runItem(runner, map, id, options, sfn.JsonPath.executionName), { executionType: sfn.ProcessorType.STANDARD });
}

function mapProps({ itemsPath, maxConcurrency = MAX_CONCURRENCY, resultPath = sfn.JsonPath.DISCARD }: ForEachOptions): sfn.MapProps {
  return { itemsPath, maxConcurrency, resultPath };
}

/** The output of an item is the item, unless the output of the map has all results. */
function runItem(runner: TaskRunner, map: Construct, id: string, options: ForEachOptions, startedBy: string): sfn.TaskStateBase {
  const { command, environment, size, containerOverrides, retryOnServiceErrors, timeout, resultPath = sfn.JsonPath.DISCARD } = options;
  const state = runner.task(map, stateName(id, ': run task'), {
    command,
    environment,
    size,
    containerOverrides,
    retryOnServiceErrors,
    startedBy,
    taskTimeout: timeout && sfn.Timeout.duration(timeout),
    resultPath: resultPath === sfn.JsonPath.DISCARD ? sfn.JsonPath.DISCARD : undefined,
  });
  if (timeout) { stopAfterTimeout(state, { cluster: runner.cluster, startedBy, timeout }); }
  return state;
}

/**
 * A name for the tasks of one item: that of the execution, which has at most 80 characters, and a hash of the item. The states of an item cannot read its
 * index: Step Functions has it only for the selector of items, which would change the paths of the item.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
function itemName(map: Construct): string {
  const item = sfn.JsonPath.jsonToString(sfn.JsonPath.objectAt('$'));
  const hash = sfn.JsonPath.hash(sfn.JsonPath.format(`${map.node.addr} {}`, item), 'SHA-1');
  return sfn.JsonPath.format('{}/{}', sfn.JsonPath.executionName, hash);
}
