import { hostPortProblems } from '../../model/queries/host-port';
import { defineRule } from '../rule';

export default defineRule({
  title: 'In network mode awsvpc the host port equals the container port',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task has its own network interface, so ECS cannot map a port to a different host port, and refuses the task definition.',
  fix: 'Remove hostPort from portMappings, or set it to containerPort. In CloudFormation: HostPort of the port mapping.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.networkMode.is('awsvpc')) { yield* hostPortProblems(task); }
  },

  scene: 'a Fargate service',
  bad: {
    'another host port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    'host port 0': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 0 }] } } } },
  },
  good: {
    'the same host port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } } },
    'another host port in network mode bridge': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    },
  },
});
