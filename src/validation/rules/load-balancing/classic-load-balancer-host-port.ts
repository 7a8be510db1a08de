import { defineRule } from '../rule';

export default defineRule({
  title: 'Behind a Classic Load Balancer a container has a fixed host port',
  severity: 'error',
  outcome: 'refused',
  why: 'A Classic Load Balancer sends everything to one port of each instance; with a dynamic one ECS refuses the service.',
  fix: 'Set HostPort of the port mapping, or use an Application Load Balancer.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  subject: 'launch',
  *check({ attachments, taskDefinition }) {
    if (!taskDefinition?.networkMode.is('bridge')) { return; }
    for (const { node, portMapping, containerPort } of attachments) {
      if (node.get('LoadBalancerName').isGiven && portMapping?.hostPort.orDefault(0).is(0)) {
        yield { location: portMapping.node.at('HostPort'), message: `container port ${containerPort} is behind a Classic Load Balancer, but its host port is dynamic` };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: { 'a dynamic port': { Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] } } },
  good: {
    'a fixed port': {
      Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } },
    },
  },
});
