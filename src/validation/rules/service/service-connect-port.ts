import { listed } from '../../model/listed';
import type { Service } from '../../model/service';
import { textsUnder } from '../../model/values';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Service Connect offers a named port of a task that has a network for it',
  severity: 'error',
  outcome: 'refused',
  why: 'Service Connect finds the port by the name of a port mapping, and its proxy needs the network of the task or a bridge.',
  fix: 'Give the port mapping the name that PortName says, with network mode awsvpc or bridge.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',

  subject: 'service',
  *check(service) {
    const connect = service.node.get('ServiceConnectConfiguration');
    const task = service.taskDefinition;
    if (!connect.flag('Enabled').is(true)) { return; }
    if (!task) { return; }
    const offered = connect.list('Services');
    for (const offer of offered) { yield* unknownName(offer, task); }
    if (offered.atLeast > 0 && task.networkMode.isOneOf(['host', 'none'])) {
      yield { location: task.node.at('NetworkMode'), message: `network mode ${task.networkMode} has no Service Connect, use awsvpc or bridge` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a name that no port has': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } } },
  },
  good: {
    'a name that a condition gives the port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: { 'Fn::If': ['Connected', 'http', { Ref: 'AWS::NoValue' }] } }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
    'the name of a port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
  },
});

function* unknownName(offer: Service['node'], task: NonNullable<Service['taskDefinition']>): Iterable<Violation> {
  const names = task.containers.map(({ node }) => textsUnder(node.list('PortMappings'), 'Name'));
  if (!task.containerList.isKnown || !names.every(each => each !== undefined)) { return; }
  const known = names.flat();
  const port = offer.text('PortName');
  if (port.isNoneOf(known)) {
    yield {
      location: offer.at('PortName'),
      message: `Service Connect offers port "${port}", but ${known.length === 0 ? 'no port mapping of the task definition has a name' : `port mappings are called ${listed(known.map(name => `"${name}"`))}`}`,
    };
  }
}
