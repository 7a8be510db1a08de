import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { listenerKey, shiftsTraffic } from '../../model/queries/traffic-shift';
import { RULE_OF_BOTH_GROUPS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const BALANCING = { types: 'AWS::ElasticLoadBalancingV2' };
const BALANCER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const WEB = { ContainerName: 'web', ContainerPort: 80 };
const FURTHER = {
  AlternateTargetGroupArn: `${BALANCER_ARN}:targetgroup/green/83e2d6bc24d8a067`,
  ProductionListenerRule: `${BALANCER_ARN}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
  RoleArn: 'arn:aws:iam::111122223333:role/infrastructure',
};
const NETWORK = 'a Fargate service with blue/green deployments behind a network load balancer';

export default defineRule({
  title: 'Each load balancer of a service that shifts traffic has a second target group, a rule and a role',
  severity: 'error',
  outcome: 'refused',
  why: 'For BLUE_GREEN, LINEAR and CANARY, ECS refuses load balancers without AdvancedConfiguration, Classic Load Balancers, a target group in two places, and one rule for both production and test traffic.',
  fix: 'Give each target `alternateTarget: new ecs.AlternateTarget()` with its own target group and listener rules. In CloudFormation: AdvancedConfiguration of each entry of LoadBalancers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html',

  subject: 'service',
  *check(service) {
    const entries = service.node.list('LoadBalancers').sure;
    yield* classic(entries);
    if (!shiftsTraffic(service)) {
      yield* partly(entries);
      return;
    }
    for (const entry of entries) { yield* incomplete(entry); }
    yield* repeatedGroups(entries, service);
    yield* sharedRules(entries, service);
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'no second target group': { Service: { LoadBalancers: { 0: { AdvancedConfiguration: undefined } } } },
    'no rule': { Service: { LoadBalancers: { 0: { AdvancedConfiguration: { ProductionListenerRule: undefined } } } } },
    'no role': { Service: { LoadBalancers: { 0: { AdvancedConfiguration: { RoleArn: undefined } } } } },
    'a second target group that equals the first': advanced({ AlternateTargetGroupArn: { Ref: 'Targets' } }),
    'one rule for production and test traffic': advanced({ TestListenerRule: { Ref: 'Rule' } }),
    'one rule from a custom resource for production and test traffic': {
      Made: RULE_OF_BOTH_GROUPS, ...advanced({ ProductionListenerRule: { Ref: 'Made' }, TestListenerRule: { 'Fn::GetAtt': ['Made', 'Rules.0.RuleArn'] } }),
    },
    'one listener of a network load balancer for production and test traffic': { scene: NETWORK, change: advanced({ TestListenerRule: { 'Fn::GetAtt': ['Listener', 'ListenerArn'] } }) },
    'a target group twice': { Service: { LoadBalancers: { 1: { ...WEB, TargetGroupArn: { Ref: 'Targets' }, AdvancedConfiguration: FURTHER } } } },
    'a Classic Load Balancer': { Service: { LaunchType: { Ref: 'AParameter' }, TaskDefinition: { Ref: 'AParameter' }, LoadBalancers: { 1: { ...WEB, LoadBalancerName: 'web' } } } },
    'a Classic Load Balancer with a second target group': { Service: { LaunchType: { Ref: 'AParameter' }, TaskDefinition: { Ref: 'AParameter' }, LoadBalancers: { 1: { ...WEB, LoadBalancerName: 'web', AdvancedConfiguration: FURTHER } } } },
    'a rolling update with a second target group for only one of two': {
      Service: {
        DeploymentConfiguration: { Strategy: 'ROLLING' },
        LoadBalancers: { 1: { ...WEB, TargetGroupArn: `${BALANCER_ARN}:targetgroup/web/73e2d6bc24d8a067` } },
      },
    },
  },
  good: {
    'a rolling update with a second target group': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } } },
    'a rolling update without a second target group': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' }, LoadBalancers: { 0: { AdvancedConfiguration: undefined } } } },
    'settings from a parameter': { Service: { LoadBalancers: { 0: { AdvancedConfiguration: { Ref: 'AParameter' } } } } },
    'a strategy from a parameter': { Service: { DeploymentConfiguration: { Strategy: { Ref: 'AParameter' } }, LoadBalancers: { 0: { AdvancedConfiguration: undefined } } } },
    'rules from parameters': advanced({ ProductionListenerRule: { Ref: 'Production' }, TestListenerRule: { Ref: 'Test' } }),
    'a rule from a custom resource for test traffic': { Made: RULE_OF_BOTH_GROUPS, ...advanced({ TestListenerRule: { Ref: 'Made' } }) },
    'a second load balancer with its own settings': {
      Service: { LoadBalancers: { 1: { ...WEB, TargetGroupArn: `${BALANCER_ARN}:targetgroup/web/73e2d6bc24d8a067`, AdvancedConfiguration: FURTHER } } },
    },
    'a second target group from a parameter': advanced({ AlternateTargetGroupArn: { Ref: 'AParameter' } }),
    'no load balancer': { Service: { LoadBalancers: undefined, HealthCheckGracePeriodSeconds: undefined } },
  },
});

function advanced(AdvancedConfiguration: object) { return { Service: { LoadBalancers: { 0: { AdvancedConfiguration } } } }; }

function* classic(entries: readonly Node[]): Iterable<Violation> {
  for (const entry of entries) {
    const settings = entry.get('AdvancedConfiguration');
    if (entry.get('LoadBalancerName').isFilled && settings.isGiven) {
      yield { location: settings.location, message: 'a Classic Load Balancer does not support AdvancedConfiguration; use an Application or a Network Load Balancer' };
    }
  }
}

function* partly(entries: readonly Node[]): Iterable<Violation> {
  const [without, having] = [entries.filter(entry => entry.get('AdvancedConfiguration').isAbsent), entries.filter(entry => entry.get('AdvancedConfiguration').isGiven)];
  if (having.length === 0) { return; }
  for (const { location } of without) { yield { location, message: 'the entry has no AdvancedConfiguration, but another entry has one; set it on all entries or on none' }; }
}

function* incomplete(entry: Node): Iterable<Violation> {
  const settings = entry.get('AdvancedConfiguration');
  if (settings.isAbsent) {
    const message = entry.get('LoadBalancerName').isFilled
      ? 'a Classic Load Balancer cannot shift traffic; use an Application or a Network Load Balancer'
      : 'the entry has no AdvancedConfiguration, which ECS needs to shift traffic';
    yield { location: entry.location, message };
    return;
  }
  // AWS documented these as required before services without traffic were supported
  for (const key of ['ProductionListenerRule', 'RoleArn']) {
    if (settings.get(key).isAbsent) { yield { location: settings.location, message: `AdvancedConfiguration has no ${key}, which ECS needs to shift traffic`, severity: 'warning' }; }
  }
}

function* repeatedGroups(entries: readonly Node[], { resource }: Service): Iterable<Violation> {
  const groups = entries.flatMap(entry => [entry.get('TargetGroupArn'), entry.get('AdvancedConfiguration').get('AlternateTargetGroupArn')].map(place => ({ entry, place })));
  for (const { again, first } of repetitionsOf(groups, ({ place }) => identityKey(place, BALANCING), () => resource)) {
    const { location } = again.place;
    if (again.entry === first.entry) {
      yield { location, message: 'AlternateTargetGroupArn is the target group of the entry; the new tasks need a second target group', severity: 'warning' };
    } else {
      yield { location, related: [first.place.location], message: 'the target group is in two entries of LoadBalancers; each entry needs its own' };
    }
  }
}

function* sharedRules(entries: readonly Node[], { application }: Service): Iterable<Violation> {
  const settings = entries.map(entry => entry.get('AdvancedConfiguration'));
  const production = new Set(settings.flatMap(each => listenerKey(each.get('ProductionListenerRule'), application) ?? []));
  for (const place of settings.map(each => each.get('TestListenerRule'))) {
    if (production.has(listenerKey(place, application) ?? '')) {
      yield { location: place.location, message: 'TestListenerRule is also a ProductionListenerRule of the service; test traffic needs its own rule or listener' };
    }
  }
}
