import { EXTERNAL_LIMITS } from '../../../facts/external-services';
import { places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service on ECS Anywhere uses no load balancer, Service Connect, service discovery or VPC Lattice',
  severity: 'error',
  outcome: 'refused',
  why: 'External instances are outside AWS, where load balancers, Service Connect, service discovery and VPC Lattice cannot reach them. ECS refuses the service.',
  fix: 'Remove the feature from ExternalService, or run the service on EC2 or Fargate. In CloudFormation: LoadBalancers, ServiceConnectConfiguration, ServiceRegistries, VpcLatticeConfigurations.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html',

  subject: 'service',
  *check({ compute, node }) {
    if (!compute.is('EXTERNAL')) { return; }
    for (const { path, values, what } of EXTERNAL_LIMITS) {
      for (const place of places(node, path)) {
        if (isAmong(place, values)) { yield { location: place.location, message: `the service runs on ECS Anywhere, where ECS refuses ${what}` }; }
      }
    }
  },

  scene: 'a service on ECS Anywhere',
  bad: {
    'a load balancer': { Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067' }] } },
    'service discovery': { Service: { ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk', ContainerName: 'web', ContainerPort: 80 }] } },
    'Service Connect': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'apps' } } },
  },
  good: {
    'Service Connect, disabled': { Service: { ServiceConnectConfiguration: { Enabled: false } } },
    'a load balancer under a condition': { Service: { LoadBalancers: { 'Fn::If': ['Exposed', { Ref: 'AParameter' }, { Ref: 'AWS::NoValue' }] } } },
  },
});
