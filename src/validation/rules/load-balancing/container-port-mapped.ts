import { listed } from '../../model/listed';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A load balancer sends traffic to a port that the container maps',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS registers a mapped port of the container, and refuses a service or task set that names another one.',
  fix: 'Use a ContainerPort of the container\'s PortMappings, or add the port there.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'launch',
  *check({ attachments }) {
    for (const { container, containerPort, node } of attachments) {
      if (!container?.node.list('PortMappings').isKnown) { continue; }
      const { portMappings } = container;
      const isRange = portMappings.some(mapping => !mapping.node.get('ContainerPortRange').isAbsent);
      if (!isRange && containerPort.satisfies(port => portMappings.every(mapping => mapping.containerPort.differs(port)))) {
        const ports = listed(portMappings.map(mapping => String(mapping.containerPort)));
        yield { location: node.at('ContainerPort'), message: `${container.label} does not map port ${containerPort}, ${ports === '' ? 'nor any other' : `only ${ports}`}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'another port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8080 }] } } } },
    'another port, which the load balancer reaches': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8080 }] } } }, FromBalancer: { FromPort: 8080, ToPort: 8080 },
    },
    'no port': { Task: { ContainerDefinitions: { 0: { PortMappings: undefined } } } },
  },
  good: {
    'two ports': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 9090 }] } } } },
    'a port that a condition adds': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ 'Fn::If': ['Plain', { ContainerPort: 80 }, { Ref: 'AWS::NoValue' }] }] } } },
    },
  },
});
