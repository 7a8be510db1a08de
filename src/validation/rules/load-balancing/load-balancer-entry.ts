import { LOAD_BALANCER_ENTRY_REQUIRED } from '../../../facts/task-members';
import { missingMembers } from '../../model/queries/missing-member';
import { defineRule } from '../rule';

export default defineRule({
  title: 'An entry of LoadBalancers names a container, a port, and a target group or a Classic Load Balancer',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation treats all properties of the entry as optional, but ECS needs them to register the tasks: "Container Name can not be blank". It refuses an entry with both a target group and a Classic Load Balancer: "loadBalancerName and targetGroupArn cannot both be specified".',
  fix: 'Register the service with `listener.addTargets()` or `service.attachToApplicationTargetGroup()`, which set all of them. In CloudFormation: ContainerName, ContainerPort and TargetGroupArn.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'taskRunner',
  *check({ attachments }) {
    for (const { node } of attachments) {
      for (const { location, problem } of missingMembers(node, LOAD_BALANCER_ENTRY_REQUIRED)) {
        yield { location, message: `an entry of LoadBalancers has ${problem}; ECS requires it` };
      }
      const classic = node.get('LoadBalancerName');
      if (node.get('TargetGroupArn').isSure && classic.isSure) {
        yield { location: classic.location, message: 'an entry of LoadBalancers has both TargetGroupArn and LoadBalancerName; remove LoadBalancerName, which is for a Classic Load Balancer' };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'no container': { Service: { LoadBalancers: { 0: { ContainerName: undefined } } } },
    'no port': { Service: { LoadBalancers: { 0: { ContainerPort: undefined } } } },
    'no target group': { Service: { LoadBalancers: { 0: { TargetGroupArn: undefined } } } },
    'a target group and a Classic Load Balancer': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Service: { LoadBalancers: { 0: { LoadBalancerName: 'classic' } } }, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    },
  },
  good: {
    'a Classic Load Balancer': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        Service: { LoadBalancers: { 0: { TargetGroupArn: undefined, LoadBalancerName: 'classic' } } }, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } },
      },
    },
    'a Classic Load Balancer or a target group': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::If': ['IsOld', { Ref: 'AWS::NoValue' }, { Ref: 'Targets' }] }, LoadBalancerName: { 'Fn::If': ['IsOld', 'classic', { Ref: 'AWS::NoValue' }] } } } },
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } },
      },
    },
    'a container under a condition': { Service: { LoadBalancers: { 0: { ContainerName: { 'Fn::If': ['IsTest', 'web', { Ref: 'AWS::NoValue' }] } } } } },
    'an entry without a container, under a condition': { Service: { LoadBalancers: { 1: { 'Fn::If': ['IsTest', { TargetGroupArn: { Ref: 'AParameter' } }, { Ref: 'AWS::NoValue' }] } } } },
  },
});
