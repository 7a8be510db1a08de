import { listed } from '../../model/entities/listed';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The container port of a load balancer is mapped',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a service or task set whose ContainerPort is not in the port mappings of the container.',
  fix: 'Add the port with container.addPortMappings({ containerPort }) (containerPort of ContainerService), or pass a mapped port to service.loadBalancerTarget({ containerPort }). In CloudFormation: ContainerPort of LoadBalancers and of PortMappings.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'taskRunner',
  *check({ attachments }) {
    for (const { container, containerPort, node } of attachments) {
      if (!container?.node.list('PortMappings').isKnown) { continue; }
      const { portMappings } = container;
      if (containerPort.satisfies(port => portMappings.every(mapping => mapping.containerPort.differs(port)))) {
        const ports = listed(portMappings.map(mapping => String(mapping.containerPort)));
        yield {
          location: node.at('ContainerPort'),
          related: [container.node.at('PortMappings')],
          message: `ContainerPort ${containerPort} is not mapped by ${container.label}, which maps ${ports === '' ? 'no port' : ports}`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'another port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8080 }] } } } },
    'another port, which the security groups admit': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8080 }] } } }, FromBalancer: { FromPort: 8080, ToPort: 8080 },
    },
    'no port': { Task: { ContainerDefinitions: { 0: { PortMappings: undefined } } } },
  },
  good: {
    'two ports': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 9090 }] } } } },
    'a range of ports': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPortRange: '80-90' }] } } } },
    'a port under a condition': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ 'Fn::If': ['Plain', { ContainerPort: 80 }, { Ref: 'AWS::NoValue' }] }] } } },
    },
  },
});
