import { SERVICE_TARGET_GROUPS } from '../../../facts/target-groups';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service has at most five target groups',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a service with more target groups: "load balancers can have at most 5 items".',
  fix: 'Register the tasks in fewer target groups: let several listeners or rules forward to the same target group, or run a second service. In CloudFormation: LoadBalancers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html',

  subject: 'taskRunner',
  *check({ resource, node }) {
    const { atLeast } = node.list('LoadBalancers');
    if (atLeast > SERVICE_TARGET_GROUPS) {
      yield { location: node.at('LoadBalancers'), message: `${resource.logicalId} has ${atLeast} target groups; the maximum is ${SERVICE_TARGET_GROUPS}` };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: { 'six target groups': { Service: { LoadBalancers: attachments(6) } } },
  good: {
    'five target groups': { Service: { LoadBalancers: attachments(5) } },
    'a sixth target group under a condition': { Service: { LoadBalancers: [...attachments(5), { 'Fn::If': ['IsTest', attachments(1)[0], { Ref: 'AWS::NoValue' }] }] } },
  },
});

function attachments(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    ContainerName: 'web',
    ContainerPort: 80,
    TargetGroupArn: index === 0 ? { Ref: 'Targets' } : `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web${index}/6d0ecf831eec9f0${index}`,
  }));
}
