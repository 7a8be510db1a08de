import { defineRule } from '../rule';

export default defineRule({
  title: 'A port mapping with an application protocol has a name and uses TCP',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Only Service Connect and VPC Lattice use the application protocol. They find port mappings by name and support TCP only, so ECS ignores it elsewhere.',
  fix: 'Set name and protocol: Protocol.TCP together with appProtocol in portMappings, or remove appProtocol. In CloudFormation: Name, Protocol and AppProtocol of the port mapping.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { portMappings, label } of task.containers) {
      for (const { node, protocol } of portMappings) {
        const location = node.at('AppProtocol');
        if (!node.get('AppProtocol').isGiven) { continue; }
        if (node.get('Name').isAbsent) {
          yield { location, message: `${label} sets AppProtocol ${node.text('AppProtocol')} in a port mapping without a Name; it is ignored, set name or remove appProtocol` };
        } else if (protocol.is('udp')) {
          yield { location, message: `${label} sets AppProtocol ${node.text('AppProtocol')} in a port mapping for ${protocol}; it is ignored, remove appProtocol` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a port without a name': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http' }] } } } },
    'a UDP port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http', Name: 'dns', Protocol: 'udp' }] } } } },
  },
  good: {
    'a named TCP port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http', Name: 'http' }] } } } },
    'a UDP port whose application protocol depends on a condition': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: { 'Fn::If': ['Http', 'http', { Ref: 'AWS::NoValue' }] }, Name: 'dns', Protocol: 'udp' }] } } },
    },
  },
});
