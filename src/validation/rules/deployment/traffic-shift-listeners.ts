import { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import type { Forward } from '../../model/queries/forwards';
import { TrafficShift } from '../../model/queries/traffic-shift';
import { OTHER_TARGETS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const APPLICATION_LISTENER = /^arn:[^:]+:elasticloadbalancing:[^:]*:[^:]*:listener\/app\//;
const NETWORK = 'a Fargate service with blue/green deployments behind a network load balancer';
const PAIR = 2;
const ONE_GROUP = { Type: 'forward', TargetGroupArn: { Ref: 'Targets' } };
const TEST_RULE = {
  Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  Properties: {
    ListenerArn: { Ref: 'Listener' },
    Priority: 2,
    Conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-test', Values: ['green'] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Green' } }],
  },
};

export default defineRule({
  title: 'The listener rules of a service that shifts traffic forward to both target groups, with all traffic to one of them',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS changes the weights in a listener rule of an Application Load Balancer, or in a listener of a Network Load Balancer. It refuses other resources, and rolls a deployment back if the rule does not forward to the target groups of the service.',
  fix: 'Forward to both target groups, with the weights 100 and 0: `elbv2.ListenerAction.weightedForward()` in an `ApplicationListenerRule`. In CloudFormation: ForwardConfig of the rule in ProductionListenerRule.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html',

  subject: 'service',
  *check(service) {
    for (const shift of TrafficShift.allOf(service)) {
      yield* wrongKind(shift.productionPlace, shift.production, shift);
      yield* wrongKind(shift.testPlace, shift.test, shift);
      yield* otherTraffic(shift);
      yield* missingGroups(shift);
    }
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'the listener of an Application Load Balancer': advanced({ ProductionListenerRule: { Ref: 'Listener' } }),
    'a listener for test traffic': advanced({ TestListenerRule: { 'Fn::GetAtt': ['Listener', 'ListenerArn'] } }),
    'the ARN of a listener': advanced({ ProductionListenerRule: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2' }),
    'both target groups with traffic': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 } } } } } } },
    'both target groups of a network load balancer with traffic': { scene: NETWORK, change: { Listener: { DefaultActions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 } } } } } } } },
    'no target group with traffic': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 } } } } } } },
    'both target groups and another one with traffic': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 }, 2: { TargetGroupArn: { Ref: 'AParameter' }, Weight: 1 } } } } } },
    },
    'only one target group': { Rule: { Actions: [ONE_GROUP] } },
    'another target group with all traffic': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 2: { TargetGroupArn: { Ref: 'Other' }, Weight: 100 } } } } } },
      Other: OTHER_TARGETS,
    },
  },
  good: {
    'all traffic to the second target group': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 1: { Weight: 1 } } } } } } },
    'one target group in each rule': { Rule: { Actions: [ONE_GROUP] }, ...advanced({ TestListenerRule: { Ref: 'TestRule' } }), TestRule: TEST_RULE },
    'one target group of a network load balancer': { scene: NETWORK, change: { Listener: { DefaultActions: [ONE_GROUP] } } },
    'a test rule outside the app': { Rule: { Actions: [ONE_GROUP] }, ...advanced({ TestListenerRule: { Ref: 'AParameter' } }) },
    'a rule outside the app': advanced({ ProductionListenerRule: { Ref: 'AParameter' } }),
    'the ARN of a rule': advanced({
      ProductionListenerRule: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee',
    }),
    'a target group from a parameter': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { TargetGroupArn: { Ref: 'AParameter' } } } } } } } },
    'a second target group outside the app': {
      Listener: { DefaultActions: [ONE_GROUP] },
      Rule: { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Green' } }] },
      Service: { DependsOn: ['Providers', 'Listener', 'Rule'], LoadBalancers: { 0: { AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'AParameter' } } } } },
    },
    'no traffic, and a target group from a parameter': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 2: { TargetGroupArn: { Ref: 'AParameter' }, Weight: 100 } } } } } },
    },
    'traffic to a target group of another service and to one from a parameter': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: { Ref: 'AParameter' } }, 2: { TargetGroupArn: { Ref: 'AParameter' } }, 3: { TargetGroupArn: { Ref: 'Other' } } } } } } },
      Other: OTHER_TARGETS,
    },
    'weights from parameters': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: { Ref: 'AParameter' } } } } } } } },
    'a custom resource that may change the rule': {
      Rule: { Actions: [ONE_GROUP] }, Router: { Type: 'Custom::Router', Properties: { ServiceToken: { Ref: 'Function' }, Rule: { Ref: 'Rule' } } },
    },
    'a rolling update': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } }, Rule: { Actions: [ONE_GROUP] } },
  },
});

function advanced(AdvancedConfiguration: object) { return { Service: { LoadBalancers: { 0: { AdvancedConfiguration } } } }; }

/** Reports a listener of an Application Load Balancer. */
function* wrongKind(place: Node, listener: Listener | undefined, { attachment }: TrafficShift): Iterable<Violation> {
  const isOfApplication = listener?.loadBalancer?.type.is('application') ?? attachment.targetGroup?.isOfApplication;
  if (listener?.resource.type === LISTENER && isOfApplication || place.asText.satisfies(text => APPLICATION_LISTENER.test(text))) {
    yield {
      location: place.location,
      message: `${listener ? `${listener.resource.logicalId} is a listener` : 'this is the ARN of a listener'} of an Application Load Balancer; use one of its rules`,
    };
  }
}

/** Reports production traffic that goes to several target groups, to none, or to one of another service. */
function* otherTraffic(shift: TrafficShift): Iterable<Violation> {
  const { attachment: { targetGroups }, productionForwards: { known, isComplete }, productionPlace } = shift;
  const serving = known.filter(({ weight }) => weight.satisfies(value => value > 0));
  const [first] = serving;
  const place = { location: productionPlace.location, related: (first ? serving : known).map(({ place: { location } }) => location) };
  if (serving.length > 1) {
    yield { ...place, message: `the rule forwards to ${namesOf(serving)} at the same time; before the first deployment, one target group must have weight 100 and the other 0` };
  } else if (isComplete && known.length >= PAIR && known.every(({ weight }) => weight.is(0))) {
    yield { ...place, message: `the rule forwards no traffic to ${namesOf(known)}, because all weights are 0; before the first deployment, one target group must have weight 100` };
  } else if (isComplete && first && targetGroups.length === PAIR && !targetGroups.some(({ resource }) => resource === first.group)) {
    yield { ...place, message: `the rule forwards to ${namesOf(serving)}, which is not a target group of this entry` };
  }
}

/**
 * Reports a target group of the service to which no rule forwards. AWS documents that ECS refuses the service, but ECS has deployed one whose rule
 * forwards only to the first target group (https://github.com/go-to-k/cdk-real-drift/issues/1730). AWS documents nothing for Network Load Balancers.
 */
function* missingGroups(shift: TrafficShift): Iterable<Violation> {
  const { attachment: { targetGroups }, production, productionForwards, testForwards, testPlace, productionPlace } = shift;
  if (!productionForwards.isComplete || !testForwards.isComplete || targetGroups.length < PAIR || production?.resource.type === LISTENER) { return; }
  const reached = new Set([...productionForwards, ...testForwards].map(({ group }) => group));
  for (const { resource } of targetGroups.filter(group => !reached.has(group.resource))) {
    const message = testPlace.isAbsent
      ? `the rule does not forward to ${resource.logicalId}; AWS documents that without a TestListenerRule it must forward to both target groups`
      : `neither the production rule nor the test rule forwards to ${resource.logicalId}`;
    yield { location: productionPlace.location, related: productionForwards.known.map(({ place }) => place.location), message, severity: 'warning' };
  }
}

function namesOf(forwards: readonly Forward[]): string { return forwards.map(({ group }) => group.logicalId).join(' and '); }
