import { App, Aws, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService, EcsCluster, Exposure } from '../../../src';
import { bandOf } from '../../../src/constructs/load-balancing/listener-rule-band';
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

  public newStack(id: string): Stack { return new Stack(this.app, id); }
}

function priorityOf(stack: Stack): number {
  const [rule] = Object.values(Template.fromStack(stack).findResources(RULE)) as { Properties: { Priority: number } }[];
  return rule.Properties.Priority;
}

describe('without a priority', () => {
  test('a rule gets one from the band of its conditions', () => {
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

describe('one priority for two rules of a listener is refused', () => {
  test('across stacks, with both paths and a free priority', () => {
    const platform = new Platform();
    const rule = { priority: 10, paths: ['/a/*'] };
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    platform.serve(platform.newStack('Bank'), 'Api', Exposure.albListenerRule(platform.listener, rule));
    const { first } = bandOf(rule);
    expect(() => platform.app.synth()).toThrow(
      `listener rule 'Bank/Api/ListenerRule' has priority 10, as has 'Shop/Api/ListenerRule' on the same listener, and AWS allows one; set priority: ${first} on one of them`);
  });

  test('also when the other rule is not of this library', () => {
    const platform = new Platform();
    platform.listener.addAction('Health', { priority: 10, conditions: [elbv2.ListenerCondition.pathPatterns(['/health'])], action: elbv2.ListenerAction.fixedResponse(200) });
    platform.serve(platform.newStack('Shop'), 'Api', Exposure.albListenerRule(platform.listener, { priority: 10, paths: ['/a/*'] }));
    expect(() => platform.app.synth()).toThrow(/'Shop\/Api\/ListenerRule' has priority 10, as has 'Platform\/LB\/Listener\/HealthRule'/);
  });

  test('on a listener that each stack imports by its ARN', () => {
    const app = new App();
    for (const name of ['Shop', 'Bank']) {
      const stack = new Stack(app, name);
      const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
        listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2',
        securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
      });
      new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster'), image: IMAGE, exposure: Exposure.albListenerRule(listener, { priority: 7, paths: ['/a/*'] }) });
    }
    expect(() => app.synth()).toThrow("'Bank/Api/ListenerRule' has priority 7, as has 'Shop/Api/ListenerRule'");
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
  test('is a rule for every path, behind all others, in the stack of the service', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Web', Exposure.albListenerDefault(platform.listener, { healthCheckPath: '/healthz' }));
    Template.fromStack(stack).hasResourceProperties(RULE, { Priority: 50_000, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }] });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckPath: '/healthz' });
    expect(platform.stack.dependencies).toEqual([]);
  });

  test('is one service', () => {
    const platform = new Platform();
    const stack = platform.newStack('Shop');
    platform.serve(stack, 'Web', Exposure.albListenerDefault(platform.listener));
    platform.serve(stack, 'Other', Exposure.albListenerDefault(platform.listener));
    expect(() => platform.app.synth()).toThrow("'Shop/Other/ListenerRule' has priority 50000, as has 'Shop/Web/ListenerRule'");
  });
});

test('whatever the exposure, the load balancer reaches the tasks, and the service waits for the listener', () => {
  const platform = new Platform();
  const stack = platform.newStack('Shop');
  platform.serve(stack, 'Api', Exposure.albListenerRule(platform.listener, { paths: ['/a/*'] })).expose('Internal', Exposure.internalAlb());
  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { FromPort: 80 }, 2);
  template.hasResource('AWS::ECS::Service', {
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiInternalLBPublicListener'), Match.stringLikeRegexp('^ApiListenerRule')]),
  });
});
