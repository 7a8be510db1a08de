import { own } from '../../../facts/own';
import { NETWORK_MODES, NETWORK_MODES_REFUSED } from '../../../facts/task-network-modes';
import { Verdict } from '../../../facts/verdict';
import type { Value } from '../../model/value';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has a network mode that its compute offers',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate runs awsvpc tasks alone, also when the mode is left out, for the default is bridge; other computes have limits of their own.',
  fix: 'Set NetworkMode to a mode that every compute of the task definition offers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',

  subject: 'taskDefinition',
  *check(task) {
    const mode = task.node.text('NetworkMode');
    for (const { hosts, label } of task.venues) {
      const verdicts = hosts.map(host => verdictOn(mode, NETWORK_MODES_REFUSED[host]));
      if (verdicts.some(verdict => verdict === undefined)) { continue; }
      yield {
        location: task.node.at('NetworkMode'),
        message: mode.isAbsent ? `no network mode is set, and ${label} needs one` : `network mode ${mode.orDefault('none at all')} is not offered on ${label}`,
        ...verdicts.includes('doubtful') ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'bridge on Fargate': { Task: { NetworkMode: 'bridge' }, Service: undefined },
    'bridge or no mode on Fargate': { Task: { NetworkMode: { 'Fn::If': ['Old', 'bridge', { Ref: 'AWS::NoValue' }] } }, Service: undefined },
    'no mode on Fargate': { Task: { NetworkMode: undefined } },
  },
  good: {
    'awsvpc': { Task: { NetworkMode: 'awsvpc' } },
    'a mode that a condition decides on': { Task: { NetworkMode: { 'Fn::If': ['OnFargate', 'awsvpc', 'bridge'] } } },
  },
});

const KNOWN: readonly string[] = [...NETWORK_MODES, 'absent'];

function verdictOn(mode: Value<string>, refused: Readonly<Record<string, Verdict | undefined>>): Verdict | undefined {
  const written = mode.orDefault('absent');
  const verdicts = written.possible.map(each => own(refused, each));
  if (!written.satisfies(each => KNOWN.includes(each) && own(refused, each) !== undefined)) { return undefined; }
  return verdicts.includes('doubtful') ? 'doubtful' : 'refused';
}
