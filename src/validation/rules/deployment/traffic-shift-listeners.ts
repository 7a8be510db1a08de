import { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import type { Forward } from '../../model/queries/forwards';
import { TrafficShift } from '../../model/queries/traffic-shift';
import { OTHER_TARGETS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const NO_LISTENERS: readonly string[] = ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancingV2::TargetGroup'];
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
  title: 'The rules by which a service shifts traffic forward to its two target groups, of which one has the traffic',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS changes weights in a rule of an Application Load Balancer, or in a listener of a Network Load Balancer. It refuses another kind, and rolls a deployment back where the target groups do not fit.',
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
    'a listener for tests': advanced({ TestListenerRule: { 'Fn::GetAtt': ['Listener', 'ListenerArn'] } }),
    'the ARN of a listener': advanced({ ProductionListenerRule: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2' }),
    'a load balancer': { scene: NETWORK, change: advanced({ ProductionListenerRule: { Ref: 'Balancer' } }) },
    'both target groups with traffic': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 } } } } } } },
    'both target groups of a network load balancer with traffic': { scene: NETWORK, change: { Listener: { DefaultActions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 } } } } } } } },
    'no target group with traffic': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 } } } } } } },
    'both target groups with traffic beside another one': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: 100 }, 2: { TargetGroupArn: { Ref: 'AParameter' }, Weight: 1 } } } } } },
    },
    'one target group alone': { Rule: { Actions: [ONE_GROUP] } },
    'another target group with the traffic': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 2: { TargetGroupArn: { Ref: 'Other' }, Weight: 100 } } } } } },
      Other: OTHER_TARGETS,
    },
  },
  good: {
    'traffic that was shifted': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 1: { Weight: 1 } } } } } } },
    'one target group in each rule': { Rule: { Actions: [ONE_GROUP] }, ...advanced({ TestListenerRule: { Ref: 'TestRule' } }), TestRule: TEST_RULE },
    'one target group of a network load balancer': { scene: NETWORK, change: { Listener: { DefaultActions: [ONE_GROUP] } } },
    'a test rule outside of the app': { Rule: { Actions: [ONE_GROUP] }, ...advanced({ TestListenerRule: { Ref: 'AParameter' } }) },
    'a rule outside of the app': advanced({ ProductionListenerRule: { Ref: 'AParameter' } }),
    'the ARN of a rule': advanced({
      ProductionListenerRule: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee',
    }),
    'a target group of a parameter': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { TargetGroupArn: { Ref: 'AParameter' } } } } } } } },
    'a second target group outside of the app': {
      Listener: { DefaultActions: [ONE_GROUP] },
      Rule: { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Green' } }] },
      Service: { DependsOn: ['Providers', 'Listener', 'Rule'], LoadBalancers: { 0: { AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'AParameter' } } } } },
    },
    'no traffic beside a target group of a parameter': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: 0 }, 2: { TargetGroupArn: { Ref: 'AParameter' }, Weight: 100 } } } } } },
    },
    'traffic to a target group of another service beside one of a parameter': {
      Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 0: { Weight: { Ref: 'AParameter' } }, 2: { TargetGroupArn: { Ref: 'AParameter' } }, 3: { TargetGroupArn: { Ref: 'Other' } } } } } } },
      Other: OTHER_TARGETS,
    },
    'weights of parameters': { Rule: { Actions: { 0: { ForwardConfig: { TargetGroups: { 1: { Weight: { Ref: 'AParameter' } } } } } } } },
    'a custom resource that may change the rule': {
      Rule: { Actions: [ONE_GROUP] }, Router: { Type: 'Custom::Router', Properties: { ServiceToken: { Ref: 'Function' }, Rule: { Ref: 'Rule' } } },
    },
    'a rolling update': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } }, Rule: { Actions: [ONE_GROUP] } },
  },
});

function advanced(AdvancedConfiguration: object) { return { Service: { LoadBalancers: { 0: { AdvancedConfiguration } } } }; }

/** What is certainly no rule of an Application Load Balancer, and no listener of a Network Load Balancer. */
function* wrongKind(place: Node, listener: Listener | undefined, { attachment }: TrafficShift): Iterable<Violation> {
  const named = place.asAttribute?.resource;
  const isOfApplication = listener?.loadBalancer?.type.is('application') ?? attachment.targetGroup?.isOfApplication;
  if (named && NO_LISTENERS.includes(named.type)) {
    yield { location: place.location, message: `${named.logicalId} is no listener rule; name the rule of the Application Load Balancer, or the listener of the Network Load Balancer` };
  } else if (listener?.resource.type === LISTENER && isOfApplication || place.asText.satisfies(text => APPLICATION_LISTENER.test(text))) {
    yield {
      location: place.location,
      message: `${listener ? `${listener.resource.logicalId} is a listener` : 'this is the ARN of a listener'} of an Application Load Balancer; name one of its rules`,
    };
  }
}

/** Production traffic that goes to several target groups, to none, or to one that is not of the service. */
function* otherTraffic(shift: TrafficShift): Iterable<Violation> {
  const { attachment: { targetGroups }, productionForwards: { known, isComplete }, productionPlace } = shift;
  const serving = known.filter(({ weight }) => weight.satisfies(value => value > 0));
  const [first] = serving;
  const place = { location: productionPlace.location, related: (first ? serving : known).map(({ place: { location } }) => location) };
  if (serving.length > 1) {
    yield { ...place, message: `the rule forwards to ${namesOf(serving)} at once; before the first deployment, one target group has the weight 100 and the other 0` };
  } else if (isComplete && known.length >= PAIR && known.every(({ weight }) => weight.is(0))) {
    yield { ...place, message: `the rule forwards nothing to ${namesOf(known)}, whose weights are all 0; before the first deployment, one target group has the weight 100` };
  } else if (isComplete && first && targetGroups.length === PAIR && !targetGroups.some(({ resource }) => resource === first.group)) {
    yield { ...place, message: `the rule forwards to ${namesOf(serving)}, which is no target group of this entry` };
  }
}

/**
 * A target group of the service to which no rule forwards. The documentation says that ECS refuses the service, but it has deployed one whose rule
 * forwards to the first target group alone (https://github.com/go-to-k/cdk-real-drift/issues/1730). Of Network Load Balancers no page says so.
 */
function* missingGroups(shift: TrafficShift): Iterable<Violation> {
  const { attachment: { targetGroups }, production, productionForwards, testForwards, testPlace, productionPlace } = shift;
  if (!productionForwards.isComplete || !testForwards.isComplete || targetGroups.length < PAIR || production?.resource.type === LISTENER) { return; }
  const reached = new Set([...productionForwards, ...testForwards].map(({ group }) => group));
  for (const { resource } of targetGroups.filter(group => !reached.has(group.resource))) {
    const message = testPlace.isAbsent
      ? `the rule does not forward to ${resource.logicalId}; without a TestListenerRule AWS documents that it has to forward to both target groups`
      : `neither the production rule nor the test rule forwards to ${resource.logicalId}`;
    yield { location: productionPlace.location, related: productionForwards.known.map(({ place }) => place.location), message, severity: 'warning' };
  }
}

function namesOf(forwards: readonly Forward[]): string { return forwards.map(({ group }) => group.logicalId).join(' and '); }
