import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { repetitionsOf } from '../../model/index/repetitions';
import { listenerKey, shiftsTraffic } from '../../model/queries/traffic-shift';
import { furtherService, RULE_OF_BOTH_GROUPS } from '../../scenes/extras';
import { defineRule } from '../rule';

const BALANCER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';

export default defineRule({
  title: 'A listener rule shifts the traffic of only one service',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'ECS sets all target groups of the rule. If two services share a rule, each finds the target groups of the other and rolls back: "Production listener rule is forwarding traffic to unexpected target group".',
  fix: 'Create a listener rule for each service. In CloudFormation: ProductionListenerRule and TestListenerRule.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html',

  subject: 'application',
  *check({ services }) {
    const named = services.filter(shiftsTraffic).flatMap(service => [...rulesOf(service).values()].map(place => ({ service, place })));
    const keyOf = ({ place, service: { application } }: typeof named[number]) => listenerKey(place, application);
    for (const { again, first } of repetitionsOf(named, keyOf, ({ service }) => service.resource)) {
      yield { location: again.place.location, related: [first.place.location], message: `service ${first.service.resource.logicalId} shifts its traffic with the same listener rule` };
    }
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'two services': { Second: secondService({ Ref: 'Rule' }) },
    'a rule that a custom resource creates': { Rule: RULE_OF_BOTH_GROUPS, Second: secondService({ 'Fn::GetAtt': ['Rule', 'Rules.0.RuleArn'] }) },
    'the same ARN in two services': {
      Service: { LoadBalancers: { 0: { AdvancedConfiguration: { TestListenerRule: ruleArn('9683b2d02a6cabee') } } } }, Second: secondService(ruleArn('9683b2d02a6cabee')),
    },
  },
  good: {
    'separate rules': { Second: secondService(ruleArn('9683b2d02a6cabee')) },
    'a rolling update': { Second: secondService({ Ref: 'Rule' }, { Strategy: 'ROLLING' }) },
    'rules from parameters': {
      Service: { LoadBalancers: { 0: { AdvancedConfiguration: { ProductionListenerRule: { Ref: 'AParameter' } } } } }, Second: secondService({ Ref: 'Another' }),
    },
    'a service under a condition': { Second: { ...secondService({ Ref: 'Rule' }), Condition: 'IsTest' } },
  },
});

function ruleArn(id: string): string { return `${BALANCER_ARN}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/${id}`; }

/** A service behind target groups outside the app. */
function secondService(ProductionListenerRule: unknown, DeploymentConfiguration: object = { Strategy: 'BLUE_GREEN' }) {
  return furtherService({
    DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200, ...DeploymentConfiguration },
    HealthCheckGracePeriodSeconds: 60,
    LoadBalancers: [{
      ContainerName: 'web',
      ContainerPort: 80,
      TargetGroupArn: `${BALANCER_ARN}:targetgroup/blue/73e2d6bc24d8a067`,
      AdvancedConfiguration: {
        AlternateTargetGroupArn: `${BALANCER_ARN}:targetgroup/green/83e2d6bc24d8a067`, ProductionListenerRule, RoleArn: 'arn:aws:iam::111122223333:role/infrastructure',
      },
    }],
  });
}

/** The properties with the listener rules of a service, one for each rule. */
function rulesOf({ node, application }: Service): ReadonlyMap<string | undefined, Node> {
  const settings = node.list('LoadBalancers').sure.map(entry => entry.get('AdvancedConfiguration'));
  return new Map(settings.flatMap(each => [each.get('ProductionListenerRule'), each.get('TestListenerRule')]).reverse().map(place => [listenerKey(place, application), place]));
}
