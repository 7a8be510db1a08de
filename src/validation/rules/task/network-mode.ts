import { hostNameOf } from '../../../facts/hosts';
import { own } from '../../../facts/own';
import { NETWORK_MODES_REFUSED } from '../../../facts/task-network-modes';
import { Verdict } from '../../../facts/verdict';
import type { Value } from '../../model/evaluation/value';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has a network mode that its compute supports',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate supports only awsvpc; without a mode ECS uses bridge and refuses the task definition. ECS Anywhere, Managed Instances and Windows have other restrictions.',
  fix: 'Set networkMode: NetworkMode.AWS_VPC of the task definition, or a mode that all its launch types support. In CloudFormation: NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.isExpress) { return; }
    const mode = task.node.text('NetworkMode');
    for (const hosts of task.hosts) {
      const label = hostNameOf(hosts);
      const verdicts = hosts.map(host => verdictOn(mode, NETWORK_MODES_REFUSED[host]));
      if (verdicts.some(verdict => verdict === undefined)) { continue; }
      yield {
        location: task.node.at('NetworkMode'),
        message: mode.isAbsent ? `the task definition has no NetworkMode, which ${label} requires; set networkMode` : `${label} does not support network mode ${mode.orDefault('bridge')}; set networkMode to one that it supports`,
        ...verdicts.includes('doubtful') ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'bridge on Fargate': { Task: { NetworkMode: 'bridge' }, Service: undefined },
    'bridge or no network mode on Fargate': { Task: { NetworkMode: { 'Fn::If': ['Old', 'bridge', { Ref: 'AWS::NoValue' }] } }, Service: undefined },
    'bridge for a Fargate service': { Task: { NetworkMode: 'bridge' } },
    'bridge for a Fargate service behind a load balancer': { scene: 'a Fargate service behind a load balancer', change: { Task: { NetworkMode: 'bridge' } } },
    'bridge on Windows': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Task: { NetworkMode: 'bridge', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { Cpu: 512, Memory: 512 } } } },
    },
    'bridge or none on Managed Instances': {
      scene: 'a service on Managed Instances',
      change: {
        Task: { NetworkMode: { 'Fn::If': ['Old', 'bridge', 'none'] }, ContainerDefinitions: { 0: { PortMappings: undefined } } },
        Service: undefined,
      },
    },
    'no network mode on Fargate': { Task: { NetworkMode: undefined } },
  },
  good: {
    'awsvpc': { Task: { NetworkMode: 'awsvpc' } },
    'a network mode under a condition': { Task: { NetworkMode: { 'Fn::If': ['OnFargate', 'awsvpc', 'bridge'] } } },
    'an Express service': { scene: 'an Express service', change: {} },
  },
});

function verdictOn(mode: Value<string>, refused: Readonly<Record<string, Verdict | undefined>>): Verdict | undefined {
  const written = mode.orDefault('absent');
  const verdicts = written.possible.map(each => own(refused, each));
  if (!written.satisfies(each => own(refused, each) !== undefined)) { return undefined; }
  return verdicts.includes('doubtful') ? 'doubtful' : 'refused';
}
