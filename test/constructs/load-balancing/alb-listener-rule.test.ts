import { App, Aws, CfnCondition, CfnResource, Duration, Environment, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService, EcsCluster, Exposure } from '../../../src';
import { bandOf } from '../../../src/constructs/load-balancing/listener-rule/listener-rule-band';
import { IMAGE } from '../../support/container-service';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

class Platform {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Platform');
  private readonly vpc = new ec2.Vpc(this.stack, 'Vpc');
  private readonly cluster = new EcsCluster(this.stack, 'Cluster', { vpc: this.vpc });
  public readonly listener = new elbv2.ApplicationLoadBalancer(this.stack, 'LB', { vpc: this.vpc })
    .addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });

  public serve(stack: Stack, id: string, exposure: Exposure): ContainerService {
    return new ContainerService(stack, id, { cluster: this.cluster, image: IMAGE, exposure });
  }

  /** On another load balancer, without a default action by default. */
  public newListener(props: Partial<elbv2.ApplicationLoadBalancerProps> = {}, defaultAction?: elbv2.ListenerAction): elbv2.ApplicationListener {
    return new elbv2.ApplicationLoadBalancer(this.stack, 'Internal', { vpc: this.vpc, ...props }).addListener('Listener', { port: 80, defaultAction });
  }

  public newStack(id: string): Stack { return new Stack(this.app, id); }
}

/** A service on a listener outside the app. */
function importing(stack: Stack, expose: (listener: elbv2.IApplicationListener) => Exposure, listenerArn = listenerOf('50dc6c495c0c9188')): void {
  const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn,
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
  });
  new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster'), image: IMAGE, exposure: expose(listener) });
}

function listenerOf(loadBalancerId: string): string {
  return `arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/${loadBalancerId}/f2f7dc8efc522ab2`;
}

function priorityOf(stack: Stack): number {
  const [rule] = Object.values(Template.fromStack(stack).findResources(RULE)) as { Properties: { Priority: number } }[];
  return rule.Properties.Priority;
}

describe('a listener in another environment than the stack', () => {
  const exposed = (env: Environment) => () => importing(new Stack(new App(), 'Stack', { env }), listener => Exposure.albListenerRule(listener, { paths: ['/*'] }));
  const ARN = listenerOf('50dc6c495c0c9188');

  test.each<[string, Environment]>([
    ['Region eu-west-1, but the stack is in us-east-1', { region: 'us-east-1' }],
    ['account 111122223333, but the stack is in 444455556666', { region: 'eu-west-1', account: '444455556666' }],
  ])('is refused: %s', (place, env) => {
    expect(exposed(env)).toThrow(`[Stack/Api] listener 'Stack/Listener' ('${ARN}') is in ${place}; use a listener in the Region and account of the stack`);
  });

  test.each<Environment>([{}, { region: 'eu-west-1' }, { account: '111122223333' }])('is not refused with %j', env => {
    expect(exposed(env)).not.toThrow();
  });
});

describe('accepts rules with the same priority', () => {
  const ON_ONE = (listener: elbv2.IApplicationListener) => Exposure.albListenerRule(listener, { hosts: ['api.example.com'], priority: 7 });

  test.each([
    ['of a listener that is looked up', 'arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/application/my-load-balancer/50dc6c495c0c9188/f2f7dc8efc522ab2'],
    ['of a dynamic reference, in two stacks', '{{resolve:ssm:/net/listener}}'],
    ['of an export, in two stacks', Fn.importValue('Listener')],
  ])('on the ARN %s', (_, listenerArn) => {
    const app = new App();
    for (const id of ['Shop', 'Bank']) { importing(new Stack(app, id), ON_ONE, listenerArn); }
    expect(() => app.synth()).not.toThrow();
  });

  test('if conditions select which of them exists', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    for (const id of ['Blue', 'Green']) {
      const condition = new CfnCondition(stack, `Is${id}`, { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), id) });
      const service = platform.serve(stack, id, ON_ONE(platform.listener));
      for (const node of service.node.findAll()) { if (node instanceof CfnResource) { node.cfnOptions.condition = condition; } }
    }
    expect(() => platform.app.synth()).not.toThrow();
  });
});

describe('without a priority', () => {
  test('a rule gets one in the band of its conditions', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Api', Exposure.albListenerRule(platform.listener, { hosts: ['api.example.com'] }));
    const { first, width } = bandOf({ hosts: ['api.example.com'] });
    expect(priorityOf(stack)).toBeGreaterThanOrEqual(first);
    expect(priorityOf(stack)).toBeLessThan(first + width);
  });

  test('a token among the hosts is accepted', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Api', Exposure.albListenerRule(platform.listener, { hosts: [`api.${Aws.REGION}.example.com`] }));
    expect(priorityOf(stack)).toBeGreaterThanOrEqual(bandOf({ hosts: ['api.example.com'] }).first);
  });
});

describe('refuses one priority for two rules of a listener', () => {
  test('across stacks, with both paths and a free priority', () => {
    const platform = new Platform();
    const rule = { priority: 10, paths: ['/a/*'] };
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    platform.serve(platform.newStack('Bank'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    expect(() => platform.app.synth()).toThrow(
      "listener rules 'Bank/Api/ListenerRule' and 'Shop/Api/ListenerRule' have priority 10 on the same listener, and AWS allows one; set priority: 11 on one of them");
  });

  test.each<[string, number, number]>([
    ['before all automatic ones', 1, 2],
    ['before all automatic ones, also after the last of these', 999, 1],
    ['of its conditions', 1000, bandOf({ paths: ['/a/*'] }).first],
    ['after all automatic ones', 49_001, 49_002],
    ['after all automatic ones, also after the last priority', 50_000, 49_001],
  ])('with a free priority %s: %d, then %d', (_, priority, free) => {
    const platform = new Platform();
    for (const name of ['Shop', 'Bank']) { platform.serve(platform.newStack(name), 'Api', Exposure.albListenerRule(platform.listener, { priority, paths: ['/a/*'] })); }
    expect(() => platform.app.synth()).toThrow(`set priority: ${free} on one of them`);
  });

  test('even if another construct created the other rule', () => {
    const platform = new Platform();
    platform.listener.addAction('Health', { priority: 10, conditions: [elbv2.ListenerCondition.pathPatterns(['/health'])], action: elbv2.ListenerAction.fixedResponse(200) });
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, { priority: 10, paths: ['/a/*'] }));
    expect(() => platform.app.synth()).toThrow(/'Shop\/Api\/ListenerRule' and 'Platform\/LB\/Listener\/HealthRule' have priority 10/);
  });

  test('on a listener that each stack imports by its ARN', () => {
    const app = new App();
    for (const name of ['Shop', 'Bank']) { importing(new Stack(app, name), listener => Exposure.albListenerRule(listener, { priority: 7, paths: ['/a/*'] })); }
    expect(() => app.synth()).toThrow("'Bank/Api/ListenerRule' and 'Shop/Api/ListenerRule' have priority 7");
  });

  test('even for a rule that is added after a synthesis', () => {
    const platform = new Platform();
    const rule = { priority: 10, paths: ['/a/*'] };
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    platform.app.synth();
    platform.serve(platform.newStack('Bank'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    expect(() => platform.app.synth({ force: true })).toThrow("listener rules 'Shop/Api/ListenerRule' and 'Bank/Api/ListenerRule' have priority 10 on the same listener");
  });

  test('but not for two listeners', () => {
    const platform = new Platform();
    const other = new Platform();
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, { priority: 10, paths: ['/a/*'] }));
    other.serve(other.newStack('Shop'), 'Api', Exposure.albListenerRule(other.listener, { priority: 10, paths: ['/a/*'] }));
    expect(() => platform.app.synth()).not.toThrow();
  });
});

describe('the default of a listener', () => {
  test('is a rule for every path, after all others, in the stack of the service', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Web', Exposure.albListenerDefault(platform.listener, { healthCheckPath: '/healthz' }));
    Template.fromStack(stack).hasResourceProperties(RULE, { Priority: 50_000, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }] });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckPath: '/healthz' });
    expect(platform.stack.dependencies).toEqual([]);
  });

  test('has the given priority', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Web', Exposure.albListenerDefault(platform.listener, { priority: 49_500 }));
    Template.fromStack(stack).hasResourceProperties(RULE, { Priority: 49_500 });
  });

  test.each([49_000, 50_001, 49_500.5])('refuses a priority that may come before others: %d', priority => {
    const platform = new Platform();
    expect(() => platform.serve(platform.stack, 'Web', Exposure.albListenerDefault(platform.listener, { priority })))
      .toThrow(`[Platform/Web] priority (${priority}) must be a whole number from 49001 to 50000`);
  });

  test('refuses a priority as the default action of the listener', () => {
    const platform = new Platform();
    expect(() => platform.serve(platform.stack, 'Web', Exposure.albListenerDefault(platform.newListener(), { priority: 49_500 })))
      .toThrow("[Platform/Web] priority (49500) requires a rule, but the default action of listener 'Platform/Internal/Listener' will forward to the service; remove priority, or give the listener a default action");
  });

  test('can move to another service: the next one has the same target group and rule with a host, with every path and as the default', () => {
    const ids = (exposure: (listener: elbv2.IApplicationListener) => Exposure) => {
      const platform = new Platform();
      const stack = platform.newStack('Shop');
      platform.serve(stack, 'Web', exposure(platform.listener));
      return [RULE, 'AWS::ElasticLoadBalancingV2::TargetGroup'].flatMap(type => Object.entries(Template.fromStack(stack).findResources(type)));
    };
    const before = ids(listener => Exposure.albListenerRule(listener, { hosts: ['unused.example.com'] }));
    const first = ids(listener => Exposure.albListenerRule(listener, { paths: ['/*'], priority: 49_999 }));
    expect(first.map(([id]) => id)).toEqual(before.map(([id]) => id));
    expect(ids(listener => Exposure.albListenerDefault(listener, { priority: 49_999 }))).toEqual(first);
  });

  test('can only be one service', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Web', Exposure.albListenerDefault(platform.listener));
    expect(() => platform.serve(stack, 'Other', Exposure.albListenerDefault(platform.listener)))
      .toThrow("[Shop/Other] listener 'Platform/LB/Listener' already forwards all other requests to 'Shop/Web'; use Exposure.albListenerRule");
  });

  test('can only be one service, even if each stack imports the listener', () => {
    const app = new App();
    for (const name of ['Shop', 'Bank']) { importing(new Stack(app, name), Exposure.albListenerDefault); }
    expect(() => app.synth()).toThrow("'Bank/Api/ListenerRule' and 'Shop/Api/ListenerRule' have priority 50000 on the same listener, and AWS allows one; set priority: 49001 on one of them");
  });

  test('is the default action of a listener in the same stack that has none', () => {
    const platform = new Platform();
    const listener = platform.newListener();
    const service = platform.serve(platform.stack, 'Web', Exposure.albListenerDefault(listener));
    const template = Template.fromStack(platform.stack);
    template.resourceCountIs(RULE, 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: Match.stringLikeRegexp('^WebTargetGroup') } }],
    });
    template.hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^InternalListener')]) });
    expect(service.endpoint?.listenerRuleArn).toBeUndefined();
  });

  test('is a rule if the owner of the listener set a default action', () => {
    const platform = new Platform();
    platform.serve(platform.stack, 'Web', Exposure.albListenerDefault(platform.listener));
    Template.fromStack(platform.stack).hasResourceProperties(RULE, { Priority: 50_000 });
  });
});

test('for any exposure, the load balancer reaches the tasks and the service depends on the listener', () => {
  const platform = new Platform();
  const stack = platform.newStack('Shop');
  platform.serve(stack, 'Api', Exposure.albListenerRule(platform.listener, { paths: ['/a/*'] })).expose('Internal', Exposure.internalAlb());
  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { FromPort: 80 }, 2);
  template.hasResource('AWS::ECS::Service', {
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiInternalLBPublicListener'), Match.stringLikeRegexp('^ApiListenerRule')]),
  });
});

describe('the target group has another id, because the previous load balancer keeps the old one until it is deleted,', () => {
  const rule = (listener: elbv2.IApplicationListener) => Exposure.albListenerRule(listener, { paths: ['/a/*'] });
  const idOf = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));

  /** Behind a load balancer in the app. */
  function behind(props: Partial<elbv2.ApplicationLoadBalancerProps> = {}): string[] {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Api', rule(platform.newListener(props, elbv2.ListenerAction.fixedResponse(404))));
    return idOf(stack);
  }

  /** Behind a load balancer outside the app. */
  function behindImported(listenerArn: string): string[] {
    const stack = new Stack(new App(), 'Shop');
    importing(stack, rule, listenerArn);
    return idOf(stack);
  }

  test.each<[string, Partial<elbv2.ApplicationLoadBalancerProps>]>([
    ['the scheme', { internetFacing: true }],
    ['the name', { loadBalancerName: 'shop' }],
  ])('when %s of the load balancer changes', (_, props) => {
    expect(behind(props)).not.toEqual(behind());
  });

  test('when the listener of another load balancer is used', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Api', rule(platform.listener));
    expect(idOf(stack)).not.toEqual(behind());
    expect(behindImported(listenerOf('50dc6c495c0c9188'))).not.toEqual(behindImported(listenerOf('1111111111111111')));
  });

  test('but not when another prop changes', () => {
    expect(behind({ idleTimeout: Duration.seconds(90), deletionProtection: true, http2Enabled: false })).toEqual(behind());
  });

  test('and does not depend on an unknown load balancer', () => {
    expect(behindImported(Fn.importValue('listener'))).toEqual([expect.stringMatching(/^ApiTargetGroup[0-9A-F]{8}$/)]);
  });
});

test('a listener in another VPC than the tasks is refused', () => {
  const platform = new Platform();
  const other = new Platform();
  expect(() => platform.serve(platform.stack, 'Api', Exposure.albListenerRule(other.listener, { paths: ['/a/*'] })))
    .toThrow("[Platform/Api] the load balancer of listener 'Platform/LB/Listener' is in another VPC ('Platform/Vpc') than the cluster ('Platform/Vpc')");
});
