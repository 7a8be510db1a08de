import { EXTERNAL_LIMITS } from '../../../facts/external-services';
import { places } from '../../model/places';
import { isAmong } from '../../model/values';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service on ECS Anywhere does without what needs a VPC',
  severity: 'error',
  outcome: 'refused',
  why: 'External instances are outside of AWS: load balancers, Service Connect, service discovery and VPC Lattice do not reach them, and ECS refuses the service.',
  fix: 'Remove it, or run the service on EC2 or Fargate.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html',

  subject: 'service',
  *check({ compute, node }) {
    if (!compute.is('EXTERNAL')) { return; }
    for (const { path, values, what } of EXTERNAL_LIMITS) {
      for (const place of places(node, path)) {
        if (isAmong(place, values)) { yield { location: place.location, message: `the service runs on ECS Anywhere, which has no ${what}` }; }
      }
    }
  },

  scene: 'a service on ECS Anywhere',
  bad: {
    'a load balancer': { Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067' }] } },
    'service discovery': { Service: { ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk' }] } },
    'Service Connect': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'apps' } } },
  },
  good: { 'Service Connect, off': { Service: { ServiceConnectConfiguration: { Enabled: false } } } },
});
