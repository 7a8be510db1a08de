import { defineRule } from '../rule';

export default defineRule({
  title: 'On the network of the host the host port equals the container port',
  severity: 'error',
  outcome: 'refused',
  why: 'The container listens on the interface of the instance itself, so there is nothing to map; ECS refuses the task definition.',
  fix: 'Leave HostPort out, or set it to the container port.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.networkMode.is('host')) { return; }
    for (const container of task.containers) {
      for (const { containerPort, hostPort, node } of container.portMappings) {
        if (containerPort.satisfies(port => hostPort.differs(port))) {
          yield { location: node.at('HostPort'), message: `host port ${hostPort} of ${container.label} differs from its container port ${containerPort}` };
        }
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'another host port': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
  },
  good: {
    'the same host port': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } } },
    'no host port': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } } },
  },
});
