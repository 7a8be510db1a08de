import { defineRule } from '../rule';

export default defineRule({
  title: 'An application protocol belongs to a named TCP port',
  severity: 'warning',
  outcome: 'ignored',
  why: 'AppProtocol is read by Service Connect and VPC Lattice alone: they find port mappings by name, and carry TCP only.',
  fix: 'Give the port mapping a Name and the protocol tcp, or leave AppProtocol out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { portMappings, label } of task.containers) {
      for (const { node, protocol } of portMappings) {
        const location = node.at('AppProtocol');
        if (!node.get('AppProtocol').isGiven) { continue; }
        if (node.get('Name').isAbsent) {
          yield { location, message: `${label} sets an application protocol for a port that has no Name` };
        } else if (protocol.is('udp')) {
          yield { location, message: `${label} sets an application protocol for a port that is ${protocol}` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a port without a name': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http' }] } } } },
    'a UDP port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http', Name: 'dns', Protocol: 'udp' }] } } } },
  },
  good: { 'a named TCP port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http', Name: 'http' }] } } } } },
});
