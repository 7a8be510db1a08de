import type { Node } from '../../../model/evaluation/node';
import { Value } from '../../../model/evaluation/value';
import type { WrongValue } from '../../../model/queries/value-format';

/** Sizes of a group or of a scheduled action that are in no order. */
export function* sizeProblems(node: Node): Iterable<WrongValue> {
  for (const [low, high] of [['MinSize', 'MaxSize'], ['MinSize', 'DesiredCapacity'], ['DesiredCapacity', 'MaxSize']]) {
    if (isAbove(node.number(low), node.number(high))) {
      const key = high === 'DesiredCapacity' ? high : low;
      yield { location: node.at(key), message: `${low} ${node.text(low)} is above ${high} ${node.text(high)}` };
    }
  }
}

/** Whether a lower bound is certainly above an upper one. */
export function isAbove(low: Value<number>, high: Value<number>): boolean { return low.satisfies(least => high.satisfies(most => least > most)); }
