import { App, CrossStackReferences, NestedStack, ReferenceStrength, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure, SharedAlb } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { recommendedFeatureFlags } from '../../support/feature-flags';
import { zoneIn } from '../../support/shared-alb';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const RECORD = 'AWS::Route53::RecordSet';
const IMPORTED = { 'Fn::ImportValue': Match.anyValue() };
const STRENGTH = '@aws-cdk/core:defaultCrossStackReferences';

/** The references of an app by feature flag: an app of `cdk init`, an older app, and an app that sets the flag. */
const FLAGS: readonly [string, object][] = [
  ['the flags of cdk init', recommendedFeatureFlags()],
  ['no flag', {}],
  ['strong references', { [STRENGTH]: 'strong' }],
  ['weak references', { [STRENGTH]: 'weak' }],
];

/** A shared load balancer in its own stack, on a network in another stack. */
class Shop {
  public readonly app: App;
  public readonly cluster: EcsCluster;
  public readonly stack: Stack;
  public readonly edge: SharedAlb;

  public constructor(flags: object, inside: (stack: Stack) => Stack = stack => stack, scopeIn: (app: App) => Construct = app => app) {
    this.app = new App({ context: { ...flags, 'cdk-ecs-shipshape:validate': false } });
    const scope = scopeIn(this.app);
    this.cluster = new EcsCluster(new Stack(scope, 'Network'), 'Cluster');
    this.stack = new Stack(scope, 'Edge');
    const inner = inside(this.stack);
    this.edge = new SharedAlb(inner, 'Alb', { vpc: this.cluster.vpc, internetFacing: true, domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(inner) }] });
  }

  public serve(stack: Stack, id = 'Api', exposure?: Exposure): ContainerService {
    const used = exposure ?? Exposure.sharedAlb(this.edge, { hosts: ['api.example.com'], domainZone: zoneIn(stack) });
    return new ContainerService(stack, id, { cluster: this.cluster, image: IMAGE, exposure: used });
  }

  public template(stack = this.stack): Template { return Template.fromStack(stack); }
}

/** The CDK adds a placeholder egress rule to a security group without egress rules, until a stack adds a rule. */
function withoutPlaceholder(template: Template): object {
  const { Resources, ...sections } = template.toJSON() as { readonly Resources: object };
  return { ...sections, Resources: JSON.parse(JSON.stringify(Resources, (key, value: unknown) => key === 'SecurityGroupEgress' ? undefined : value)) as object };
}

describe.each(FLAGS)('with %s', (_, flags) => {
  test('services in other stacks import the listener, the security group and the address', () => {
    const shop = new Shop(flags);
    const stack = new Stack(shop.app, 'Orders');
    shop.serve(stack);
    const template = shop.template(stack);
    template.hasResourceProperties(RULE, { ListenerArn: IMPORTED });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerCertificate', { ListenerArn: IMPORTED });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: IMPORTED });
    template.hasResourceProperties(RECORD, { AliasTarget: { DNSName: { 'Fn::Join': ['', ['dualstack.', IMPORTED]] }, HostedZoneId: IMPORTED } });
  });

  test('a rule on its listener imports the listener too', () => {
    const shop = new Shop(flags);
    const stack = new Stack(shop.app, 'Orders');
    shop.serve(stack, 'Api', Exposure.albListenerRule(shop.edge.listener, { paths: ['/a/*'] }));
    shop.template(stack).hasResourceProperties(RULE, { ListenerArn: IMPORTED });
  });

  test('the template of the load balancer is the same with and without services', () => {
    const alone = new Shop(flags);
    const used = new Shop(flags);
    const { edge, app } = used;
    const orders = used.serve(new Stack(app, 'Orders'));
    orders.expose('More', Exposure.sharedAlb(edge, { hosts: ['more.example.com'] }));
    orders.autoScale({ maxTasks: 4 }).onRequests(100);
    used.serve(new Stack(app, 'Default'), 'Web', Exposure.sharedAlbDefault(edge));
    expect(withoutPlaceholder(used.template())).toEqual(withoutPlaceholder(alone.template()));
  });

  test('a service of the same stack refers to the resources', () => {
    const shop = new Shop(flags);
    shop.serve(shop.stack);
    const template = shop.template();
    template.hasResourceProperties(RULE, { ListenerArn: { Ref: Match.anyValue() } });
    template.hasResourceProperties(RECORD, { Name: 'api.example.com.', AliasTarget: { HostedZoneId: { 'Fn::GetAtt': Match.anyValue() } } });
  });

  test('a service in a nested stack imports them, and a nested stack of the load balancer gets parameters', () => {
    const shop = new Shop(flags);
    const nested = new NestedStack(new Stack(shop.app, 'Orders'), 'Nested');
    const below = new NestedStack(shop.stack, 'Below');
    shop.serve(nested);
    shop.serve(below, 'Web', Exposure.sharedAlb(shop.edge, { hosts: ['web.example.com'], domainZone: zoneIn(below) }));
    shop.template(nested).hasResourceProperties(RULE, { ListenerArn: IMPORTED });
    shop.template(below).hasResourceProperties(RULE, { ListenerArn: { Ref: Match.stringLikeRegexp('^referenceto') } });
  });

  test('the parent stack exports a load balancer in a nested stack', () => {
    const nestedTwice = (stack: Stack) => new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
    const alone = new Shop(flags, nestedTwice);
    const used = new Shop(flags, nestedTwice);
    const stack = new Stack(used.app, 'Orders');
    used.serve(stack);
    used.template(stack).hasResourceProperties(RULE, { ListenerArn: IMPORTED });
    expect(Object.keys(used.template().findOutputs('*'))).toEqual(Object.keys(alone.template().findOutputs('*')));
  });

  test('stacks of a Stage import them', () => {
    const shop = new Shop(flags, undefined, app => new Stage(app, 'Prod'));
    const stack = new Stack(shop.stack.node.scope!, 'Orders');
    shop.serve(stack);
    shop.template(stack).hasResourceProperties(RULE, { ListenerArn: IMPORTED });
  });
});

test('logical ids can be set after the load balancer is created', () => {
  const shop = new Shop({});
  (shop.edge.listener.node.defaultChild as elbv2.CfnListener).overrideLogicalId('Kept');
  shop.serve(new Stack(shop.app, 'Orders'));
  shop.template().hasOutput('*', { Value: { Ref: 'Kept' }, Export: Match.anyValue() });
});

test('references to the listener are weak if the app sets this', () => {
  const shop = new Shop({});
  CrossStackReferences.of(shop.edge.listener).produce(ReferenceStrength.WEAK);
  const stack = new Stack(shop.app, 'Orders');
  shop.serve(stack);
  shop.template(stack).hasResourceProperties(RULE, { ListenerArn: { 'Fn::GetStackOutput': Match.anyValue() } });
});
