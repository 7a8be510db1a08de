import { own } from '../../../facts/own';
import { NETWORK_PARAMETERS } from '../../../facts/task-network-modes';
import { parameterName, places } from '../../model/places';
import { isAmong } from '../../model/values';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition sets only what its network mode has',
  severity: 'error',
  outcome: 'refused',
  why: 'Links, host names and DNS settings belong to the bridge of Docker; an awsvpc task has a network interface of its own, and a task without network has no ports.',
  fix: 'Leave the parameter out, or choose a network mode that has it.',
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
            message: `${task.ownerOf(place)} sets ${parameterName(row.path)}${value === undefined ? '' : ` to ${value}`}, which is not possible in network mode ${task.networkMode}`,
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
    'a port without a network': { Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'none' }, Service: undefined },
    'a setting of the network of the host': {
      Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'host', ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] } } },
      Service: undefined,
    },
    'an entry of /etc/hosts': { Task: { ContainerDefinitions: { 0: { ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.2' }] } } } },
  },
  good: {
    'empty lists': { Task: { ContainerDefinitions: { 0: { Links: [], DnsServers: [], ExtraHosts: [], DisableNetworking: false } } } },
    'elements that a condition leaves out': {
      Task: { ContainerDefinitions: { 0: { DnsServers: [{ 'Fn::If': ['OnEc2', '10.0.0.2', { Ref: 'AWS::NoValue' }] }] } } },
    },
    'a network mode that a condition decides on': {
      Task: { NetworkMode: { 'Fn::If': ['OnFargate', 'awsvpc', 'bridge'] }, ContainerDefinitions: { 0: { Hostname: 'web' } } },
    },
  },
});
