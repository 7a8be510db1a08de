import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const SECOND = {
  ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
};

export default defineRule({
  title: 'A service that CodeDeploy deploys has one target group and sets the family of its task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'CodeDeploy shifts the traffic of one target group of an Application or Network Load Balancer. ECS refuses the service: "the service requires an Application Load Balancer or Network Load Balancer". CloudFormation cannot change its task definition.',
  fix: 'Register the service with one target group, as `service.attachToApplicationTargetGroup()` does. The second target group belongs to the deployment group. In CloudFormation: one entry of LoadBalancers with a TargetGroupArn, and the family as TaskDefinition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html',

  subject: 'service',
  *check({ controller, node, schedulingStrategy }) {
    // another rule reports a daemon
    if (!controller.is('CODE_DEPLOY') || !schedulingStrategy.is('REPLICA')) { return; }
    yield* targetGroups(node);
    const task = node.target('TaskDefinition');
    if (task?.type === 'AWS::ECS::TaskDefinition') {
      yield {
        location: node.at('TaskDefinition'),
        related: [task.at('')],
        message: `a change of ${task.logicalId} creates a revision, and the update of the service fails because only CodeDeploy deploys revisions; set the family`,
        severity: 'warning',
      };
    }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'no load balancer': { Service: { LoadBalancers: [], HealthCheckGracePeriodSeconds: undefined }, Group: undefined },
    'two target groups': { Service: { LoadBalancers: { 1: SECOND } } },
    'a revision of the task definition': { Service: { TaskDefinition: { Ref: 'Task' } } },
    'a Classic Load Balancer': { Service: { LaunchType: { Ref: 'AParameter' }, TaskDefinition: { Ref: 'AParameter' }, LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'web' }] } },
  },
  good: {
    'load balancers from a parameter': { Service: { LoadBalancers: { Ref: 'AParameter' } } },
    'a target group under a condition': { Service: { LoadBalancers: { 1: { 'Fn::If': ['Both', SECOND, { Ref: 'AWS::NoValue' }] } } } },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'AParameter' } } },
    'a service that ECS deploys': { scene: 'a Fargate service', change: { Service: { DesiredCount: 3 } } },
  },
});

function* targetGroups(node: Node): Iterable<Violation> {
  const location = node.at('LoadBalancers');
  const entries = node.list('LoadBalancers');
  const [first] = entries.sure;
  if (entries.isEmpty) {
    yield { location, message: 'CodeDeploy deploys the service, but it has no load balancer' };
  } else if (entries.atLeast > 1) {
    yield { location, message: `CodeDeploy deploys the service, but LoadBalancers has ${entries.atLeast} entries; keep one` };
  } else if (first?.get('LoadBalancerName').isFilled) {
    yield { location: first.at('LoadBalancerName'), message: 'CodeDeploy deploys the service, but its load balancer is a Classic Load Balancer' };
  }
}
