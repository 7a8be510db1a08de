import { defineRule } from '../rule';

export default defineRule({
  title: 'With awsvpc networking the host port equals the container port',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task has a network interface of its own, so there is no host port to map to; ECS refuses the task definition.',
  fix: 'Leave HostPort out, or set it to the container port.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.networkMode.is('awsvpc')) { return; }
    for (const container of task.containers) {
      for (const { containerPort, hostPort, node } of container.portMappings) {
        if (containerPort.satisfies(port => hostPort.differs(port))) {
          yield { location: node.at('HostPort'), message: `host port ${hostPort} of ${container.label} differs from its container port ${containerPort}` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: { 'another host port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } } },
  good: { 'the same host port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } } } },
});
