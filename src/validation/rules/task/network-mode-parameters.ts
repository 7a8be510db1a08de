import { own } from '../../../facts/own';
import { NETWORK_PARAMETERS } from '../../../facts/task-network-modes';
import { parameterName, places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The network mode of a task definition supports its parameters',
  severity: 'error',
  outcome: 'refused',
  why: 'Links, host names and DNS settings need network mode bridge. A task in mode none has no ports, and an awsvpc task has its own network interface. ECS refuses or ignores a parameter that the network mode does not support.',
  fix: 'Remove the parameter from addContainer(), or set another networkMode of the task definition. In CloudFormation: the property that the message names, or NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const row of NETWORK_PARAMETERS) {
      const verdicts: Readonly<Record<string, string | undefined>> = row.in;
      if (!task.networkMode.satisfies(mode => own(verdicts, mode) !== undefined)) { continue; }
      for (const place of places(task.node, row.path)) {
        if (isAmong(place, row.values)) {
          const value = row.values && place.asText.known;
          yield {
            location: place.location,
            message: `${task.ownerOf(place)} sets ${parameterName(row.path)}${value === undefined ? '' : ` to ${value}`}, which network mode ${task.networkMode} does not support; remove it`,
            ...task.networkMode.satisfies(mode => own(verdicts, mode) === 'refused') ? {} : { severity: 'warning' },
          };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a link': { Task: { ContainerDefinitions: { 0: { Links: ['sidecar'] }, 1: { Name: 'sidecar', Image: 'busybox' } } } },
    'a host name': { Task: { ContainerDefinitions: { 0: { Hostname: 'web' } } } },
    'a DNS server': { Task: { ContainerDefinitions: { 0: { DnsServers: ['10.0.0.2'] } } } },
    'a link in network mode host': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        NetworkMode: 'host',
        ContainerDefinitions: { 0: { Links: ['sidecar'] }, 1: { Name: 'sidecar', Image: 'busybox' } },
      },
      Service: undefined,
    },
    'a port in network mode none': { Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'none' }, Service: undefined },
    'a network setting in network mode host': {
      Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'host', ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] } } },
      Service: undefined,
    },
    'an extra host': { Task: { ContainerDefinitions: { 0: { ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.2' }] } } } },
  },
  good: {
    'empty lists': { Task: { ContainerDefinitions: { 0: { Links: [], DnsServers: [], ExtraHosts: [], DisableNetworking: false } } } },
    'a DNS server under a condition': {
      Task: { ContainerDefinitions: { 0: { DnsServers: [{ 'Fn::If': ['OnEc2', '10.0.0.2', { Ref: 'AWS::NoValue' }] }] } } },
    },
    'a network mode under a condition': {
      Task: { NetworkMode: { 'Fn::If': ['OnFargate', 'awsvpc', 'bridge'] }, ContainerDefinitions: { 0: { Hostname: 'web' } } },
    },
  },
});
