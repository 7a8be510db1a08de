import { defineRule } from '../rule';

export default defineRule({
  title: 'A load balancer of a service sends traffic to a container of its task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS registers the container that ContainerName names, and refuses a service whose task definition has none of that name.',
  fix: 'Use the name of a container of the task definition, in the same case.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  on: 'service',
  *check({ attachments, taskDefinition: task }) {
    if (!task?.knowsItsContainers) { return; }
    for (const { containerName, node } of attachments) {
      if (containerName.satisfies(name => task.containers.every(container => container.name.differs(name)))) {
        const names = task.containers.map(({ name }) => name).join(', ');
        yield { location: node.at('ContainerName'), message: `task definition ${task.resource.logicalId} has no container "${containerName}", only ${names}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: { 'another name': { Service: { LoadBalancers: { 0: { ContainerName: 'app' } } } } },
  good: { 'a second container': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'public.ecr.aws/xray/aws-xray-daemon:3', Essential: false } } } } },
});
