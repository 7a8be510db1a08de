import { CLASSIC_LOAD_BALANCER_LIMITS } from '../../../facts/classic-load-balancers';
import { places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { daemonService } from '../../scenes/extras';
import { defineRule } from '../rule';

const REGISTRY = 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk';

export default defineRule({
  title: 'A service with a Classic Load Balancer has no settings that exclude it',
  severity: 'warning',
  outcome: 'refused',
  why: 'ECS does not support a Classic Load Balancer together with scheduling strategy DAEMON, or with service discovery.',
  fix: 'Use a target group of an Application or Network Load Balancer: `listener.addTargets()`, or remove `daemon` or `cloudMapOptions`. In CloudFormation: TargetGroupArn of LoadBalancers, SchedulingStrategy, ServiceRegistries.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  subject: 'service',
  *check({ node, attachments }) {
    const classic = attachments.map(attachment => attachment.node.get('LoadBalancerName')).find(name => name.isFilled);
    if (!classic) { return; }
    for (const { path, values, what } of CLASSIC_LOAD_BALANCER_LIMITS) {
      const place = places(node, path).find(each => isAmong(each, values));
      if (place) {
        yield { location: place.location, related: [classic.location], message: `the service has a Classic Load Balancer and ${what}; ECS does not support these together` };
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a daemon service': { Task: withHostPort(), Service: { ...behindClassic(), ...daemonService() } },
    'a registry': { Task: withHostPort(), Service: { ...behindClassic(), ServiceRegistries: [{ RegistryArn: REGISTRY, ContainerName: 'web', ContainerPort: 80 }] } },
  },
  good: {
    'a service with a number of tasks': { Task: withHostPort(), Service: behindClassic() },
    'a daemon service with a target group': { Service: { ...daemonService(), LoadBalancers: [{ TargetGroupArn: { Ref: 'AParameter' }, ContainerName: 'web', ContainerPort: 80 }] } },
    'a scheduling strategy from a parameter': { Task: withHostPort(), Service: { ...behindClassic(), ...daemonService({ SchedulingStrategy: { Ref: 'AParameter' } }) } },
  },
});

function withHostPort() { return { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } }; }

function behindClassic() { return { LoadBalancers: [{ LoadBalancerName: 'classic', ContainerName: 'web', ContainerPort: 80 }] }; }
