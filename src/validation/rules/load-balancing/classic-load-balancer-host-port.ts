import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers attached to a Classic Load Balancer have a fixed host port',
  severity: 'error',
  outcome: 'refused',
  why: 'A Classic Load Balancer sends all traffic to one port of each instance. ECS refuses a service whose container uses a dynamic host port.',
  fix: 'Set hostPort of the port mapping, or use an Application Load Balancer: listener.addTargets(). In CloudFormation: HostPort of the port mapping.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  subject: 'taskRunner',
  *check({ attachments, taskDefinition }) {
    if (!taskDefinition?.networkMode.is('bridge')) { return; }
    for (const { node, portMapping, containerPort } of attachments) {
      if (node.get('LoadBalancerName').isGiven && portMapping?.hostPort.orDefault(0).is(0)) {
        yield {
          location: portMapping.node.at('HostPort'),
          related: [node.resource.at('LoadBalancers')],
          message: `container port ${containerPort} has a dynamic host port, which a Classic Load Balancer does not support`,
        };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: { 'a dynamic host port': { Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] } } },
  good: {
    'a fixed host port': {
      Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } },
    },
    'network mode host, where the host port is the container port': {
      Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
      Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
    },
  },
});
