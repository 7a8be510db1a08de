import { Duration, Names } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stopAfterTimeout } from './stop-after-timeout';
import type { TaskRunner } from './task-runner';
import { ForEachDistributedOptions, ForEachOptions } from './task-runner-props';

const MAX_CONCURRENCY = 10;
/** With the name of an execution, the number of an item and two slashes, it is not longer than a text by which ECS finds tasks. */
const LONGEST_ID = 36;

/** An inline map over the items, each of which is the input of its task. */
export function createMap(runner: TaskRunner, scope: Construct, id: string, options: ForEachOptions): sfn.Map {
  const map = new sfn.Map(scope, id, mapProps(options));
  const startedBy = sfn.JsonPath.format(`{}/${shortId(map)}/{}`, sfn.JsonPath.executionName, sfn.JsonPath.stringAt('$$.Map.Item.Index'));
  return map.itemProcessor(runItem(runner, map, id, options, startedBy));
}

/** A distributed map. Each child execution has its own name. */
export function createDistributedMap(runner: TaskRunner, scope: Construct, id: string, options: ForEachDistributedOptions): sfn.DistributedMap {
  const { itemReader, toleratedFailureCount, toleratedFailurePercentage } = options;
  const map = new sfn.DistributedMap(scope, id, { ...mapProps(options), itemReader, toleratedFailureCount, toleratedFailurePercentage });
  const startedBy = sfn.JsonPath.format(`{}/${shortId(map)}`, sfn.JsonPath.executionName);
  return map.itemProcessor(runItem(runner, map, id, options, startedBy), { executionType: sfn.ProcessorType.STANDARD });
}

function mapProps({ itemsPath, maxConcurrency = MAX_CONCURRENCY, resultPath = sfn.JsonPath.DISCARD }: ForEachOptions): sfn.MapProps {
  return { itemsPath, maxConcurrency, resultPath };
}

/** The output of an item is the item, unless the output of the map has all results. */
function runItem(runner: TaskRunner, map: Construct, id: string, options: ForEachOptions, startedBy: string): sfn.TaskStateBase {
  const { command, environment, size, containerOverrides, retryOnServiceErrors, timeout, resultPath = sfn.JsonPath.DISCARD } = options;
  const state = runner.task(map, `${id}: run task`, {
    command,
    environment,
    size,
    containerOverrides,
    retryOnServiceErrors,
    startedBy,
    taskTimeout: timeout && sfn.Timeout.duration(timeout),
    resultPath: resultPath === sfn.JsonPath.DISCARD ? sfn.JsonPath.DISCARD : undefined,
  });
  if (timeout) { stopAfterTimeout(state, { cluster: runner.cluster, startedBy, timeout: inWords(timeout) }); }
  return state;
}

/** A duration in words, such as `90 minutes`. */
export function inWords(duration: Duration): string { return duration.toHumanString(); }

function shortId(map: Construct): string { return Names.uniqueResourceName(map, { maxLength: LONGEST_ID }); }
