import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbExposureProps, AlbListenerRuleProps, ContainerService, ContainerServiceProps, Deployment, DeploymentAlarm, DeploymentHook, EcsCluster, Exposure, ServiceConnect, TestTraffic } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { callsOf, SdkCall } from '../../support/sdk-calls';

const SERVICE = 'AWS::ECS::Service';
const PUBLIC = Exposure.publicAlb({ insecureHttp: true });
const NLB = Exposure.internalNlb({ listenerPort: 1883 });
const TEST_HEADER = TestTraffic.header('x-test', 'green');

/** A service with an existing listener in its stack. */
interface Listening {
  readonly stack: Stack;
  readonly cluster: EcsCluster;
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly listener: elbv2.ApplicationListener;
}

function listening(): Listening {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster');
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc: cluster.vpc });
  const listener = loadBalancer.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  return { stack, cluster, loadBalancer, listener };
}

/** The calls of a service on an existing listener. */
function onListener(rule: AlbListenerRuleProps, deployment = Deployment.blueGreen()): readonly SdkCall[] {
  const { stack, cluster, listener } = listening();
  makeService(stack, { cluster, exposure: Exposure.albListenerRule(listener, rule), deployment });
  return callsOf(Template.fromStack(stack));
}

function shifted(props: Partial<ContainerServiceProps> = {}): Template {
  const stack = newStack();
  makeService(stack, { exposure: PUBLIC, deployment: Deployment.blueGreen(), ...props });
  return Template.fromStack(stack);
}

function refusal(props: Partial<ContainerServiceProps>): string {
  try { makeService(newStack(), props); } catch (error) { return (error as Error).message; }
  return 'not refused';
}

/** Whether a rule comes after all rules of users and before the default action or a rule with the last priority. */
const BEFORE_DEFAULT = ({ Priority }: Record<string, unknown>) => Number(Priority) >= 49_500 && Number(Priority) < 49_999;

const ruleCalls = (calls: readonly SdkCall[]) => calls.filter(({ action }) => action === 'createRule').map(({ parameters }) => parameters);

describe('the production rule', () => {
  const template = shifted();
  const calls = callsOf(template);
  const called = (event: string, action: string) => calls.filter(call => call.event === event && call.action === action);

  test('forwards to both target groups, with all traffic to the first one', () => {
    expect(ruleCalls(calls)).toEqual([expect.objectContaining({
      Actions: [{
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: expect.stringMatching(/^<ApiLBPublicListenerECSGroup/), Weight: 100 },
            { TargetGroupArn: expect.stringMatching(/^<ApiAlternateTargetGroup/), Weight: 0 },
          ],
        },
      }],
    })]);
  });

  test('comes after all rules of the user and before the default action, which is not changed', () => {
    expect(BEFORE_DEFAULT(ruleCalls(calls)[0])).toBe(true);
    expect(ruleCalls(calls)[0]).toMatchObject({ Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: Match.stringLikeRegexp('ECSGroup') } }],
    });
  });

  test('is created and deleted, but never updated, by its custom resource', () => {
    const [{ resource }] = called('Create', 'createRule');
    expect(calls.filter(call => call.resource === resource).map(({ event, action }) => [event, action])).toEqual([['Create', 'createRule'], ['Delete', 'deleteRule']]);
  });

  test.each(['modifyRule', 'setRulePriorities'])('is changed with %s, without its actions', action => {
    const [call] = called('Update', action);
    expect(JSON.stringify(call.parameters)).not.toContain('Actions');
    expect(JSON.stringify(call.parameters)).toMatch(/<ApiProductionRule\w+>/);
    expect(calls.filter(({ resource }) => resource === call.resource).map(({ event }) => event)).toEqual(['Create', 'Update']);
  });

  test('is deleted without an error if it does not exist', () => {
    expect(called('Delete', 'deleteRule')).toEqual([expect.objectContaining({ ignoreErrorCodesMatching: 'RuleNotFound|ValidationError|AccessDenied' })]);
  });

  test('is passed to ECS as a reference to its ARN', () => {
    template.hasResourceProperties(SERVICE, {
      LoadBalancers: [{
        TargetGroupArn: { Ref: Match.stringLikeRegexp('ECSGroup') },
        ContainerName: 'web',
        ContainerPort: 80,
        AdvancedConfiguration: {
          AlternateTargetGroupArn: { Ref: Match.stringLikeRegexp('AlternateTargetGroup') },
          ProductionListenerRule: { Ref: Match.stringLikeRegexp('ApiProductionRule\\w+Rule') },
          RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('TrafficShiftRole'), 'Arn'] },
          TestListenerRule: Match.absent(),
        },
      }],
    });
  });

  test('cannot be changed with permissions other than those for the rules of its listener', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('ProductionRule') } }));
    const statements = policies.flatMap(({ Properties }) =>
      (Properties as { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }).PolicyDocument.Statement);
    expect(statements.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)])).toEqual(expect.arrayContaining([
      ['elasticloadbalancing:CreateRule', expect.stringMatching(/^\{"Ref":"ApiLBPublicListener/)],
      [['ModifyRule', 'SetRulePriorities', 'DeleteRule'].map(action => `elasticloadbalancing:${action}`), expect.stringContaining(':listener-rule/')],
    ]));
    expect(statements).toHaveLength(2);
  });

  test.each<[string, (place: Listening, id: string) => Partial<ContainerServiceProps>, number]>([
    ['on one listener have one policy', ({ listener }, id) => ({
      exposure: Exposure.albListenerRule(listener, { hosts: [`${id}.example.com`] }), deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }),
    }), 1],
    ['on separate listeners have a policy each', () => ({ exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }) }), 2],
  ])('and the rules of other services in the stack %s, because a role has a policy limit', (_, propsOf, count) => {
    const place = listening();
    for (const id of ['A', 'B']) { new ContainerService(place.stack, id, { cluster: place.cluster, image: IMAGE, ...propsOf(place, id) }); }
    const shared = Template.fromStack(place.stack);
    const policies = Object.keys(shared.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('Rule') } }));
    expect(policies).toHaveLength(count);
    const rules = Object.values(shared.findResources('Custom::AWS')).filter(({ Properties: { Create } }) => JSON.stringify(Create).includes('createRule'));
    expect(rules.map(({ DependsOn }) => policies.filter(policy => [DependsOn ?? []].flat().includes(policy)).length)).toEqual([1, 1, 1, 1]);
  });

  test('is refused if the policies for all listeners do not fit', () => {
    const { stack, cluster } = listening();
    const props = { cluster, image: IMAGE, exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen() };
    const exposed = (index: number) => new ContainerService(stack, `Api${index}`, props);
    for (let index = 1; index <= 21; index++) { exposed(index); }
    expect(() => exposed(22)).toThrow('the traffic of 22 listeners, and the inline policies of one role have room for 21 at most; move services to another stack');
  });

  test('uses the SDK of the runtime', () => {
    for (const resource of Object.values(template.findResources('Custom::AWS'))) {
      expect(resource).toMatchObject({ Properties: { InstallLatestAwsSdk: false } });
    }
  });
});

describe('the second target group', () => {
  test('equals the first one', () => {
    const groups = Object.values(shifted({ exposure: Exposure.publicAlb({ insecureHttp: true, healthCheckPath: '/health', deregistrationDelay: Duration.seconds(7) }) })
      .findResources('AWS::ElasticLoadBalancingV2::TargetGroup')) as { Properties: object }[];
    expect(groups).toHaveLength(2);
    expect(groups[0].Properties).toEqual(groups[1].Properties);
  });

  test('belongs to the endpoint', () => {
    const endpoint = makeService(newStack(), { exposure: PUBLIC, deployment: Deployment.blueGreen() }).endpoint!;
    expect(endpoint.alternateTargetGroup?.node.id).toMatch(/^AlternateTargetGroup/);
    expect(endpoint.listenerRuleArn).toContain('TOKEN');
  });

  test('does not exist with other deployments', () => {
    const endpoint = makeService(newStack(), { exposure: PUBLIC }).endpoint!;
    expect([endpoint.alternateTargetGroup, endpoint.listenerRuleArn]).toEqual([undefined, undefined]);
  });

  test('exists for an additional exposure too', () => {
    const stack = newStack();
    makeService(stack, { exposure: PUBLIC, deployment: Deployment.blueGreen() }).expose('Internal', Exposure.internalAlb());
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 4);
    const advanced = Match.objectLike({ AdvancedConfiguration: Match.objectLike({ ProductionListenerRule: Match.anyValue() }) });
    template.hasResourceProperties(SERVICE, { LoadBalancers: [advanced, advanced] });
  });
});

describe('a rule on an existing listener', () => {
  test('has the conditions of the exposure', () => {
    const [{ Conditions }] = ruleCalls(onListener({
      hosts: ['a.example.com'], paths: ['/a/*'], methods: ['GET'], headers: { 'x-a': ['1'] }, queryStrings: { b: ['2'] },
    }));
    expect(Conditions).toEqual([
      { Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/a/*'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-a', Values: ['1'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'b', Value: '2' }] } },
    ]);
  });

  test('has the given priority', () => {
    expect(ruleCalls(onListener({ paths: ['/a'], priority: 7 }))).toEqual([expect.objectContaining({ Priority: 7 })]);
  });

  test('has another automatic priority than the rule that it replaces, in the same band', () => {
    const { stack, cluster, listener } = listening();
    makeService(stack, { cluster, exposure: Exposure.albListenerRule(listener, { paths: ['/a'] }) });
    const [rolling] = Object.values(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::ListenerRule')) as { Properties: { Priority: number } }[];
    const [{ Priority }] = ruleCalls(onListener({ paths: ['/a'] })) as { Priority: number }[];
    expect(Priority).not.toBe(rolling.Properties.Priority);
    expect(Math.abs(Priority - rolling.Properties.Priority)).toBeLessThan(2500);
  });

  test('is a new rule if the target groups are replaced', () => {
    const resources = (rule: AlbListenerRuleProps) => onListener(rule).filter(({ action }) => action === 'createRule').map(({ resource }) => resource);
    const path = { paths: ['/a'] };
    expect(resources({ ...path, hosts: ['a.example.com'], healthCheckPath: '/b' })).toEqual(resources(path));
    const defaults = { targetProtocol: elbv2.ApplicationProtocol.HTTP, protocolVersion: elbv2.ApplicationProtocolVersion.HTTP1 };
    expect(resources({ ...path, ...defaults })).toEqual(resources(path));
    expect(resources({ ...path, targetProtocol: elbv2.ApplicationProtocol.HTTPS })).not.toEqual(resources(path));
  });

  test('has another priority if it is the default and is replaced', () => {
    const priorityOf = (props: AlbExposureProps) =>
      ruleCalls(callsOf(shifted({ exposure: Exposure.publicAlb({ insecureHttp: true, ...props }) })))[0].Priority;
    expect(priorityOf({})).not.toBe(priorityOf({ targetProtocol: elbv2.ApplicationProtocol.HTTPS }));
  });

  test('needs a listener whose ARN is known before the deployment', () => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster');
    const imported = (id: string, listenerArn: string) => elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, id, {
      listenerArn, securityGroup: new ec2.SecurityGroup(stack, `${id}Group`, { vpc: cluster.vpc }),
    });
    const expose = (id: string, listener: elbv2.IApplicationListener) => () => new ContainerService(stack, id, {
      cluster, image: IMAGE, exposure: Exposure.albListenerRule(listener, { paths: ['/a'] }), deployment: Deployment.blueGreen(),
    });
    expect(expose('A', imported('Given', new CfnParameter(stack, 'Arn').valueAsString))).toThrow("the ARN of listener 'Stack/Given' is known at deployment only");
    const other = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc: cluster.vpc }).addListener('L', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    expect(expose('B', imported('Own', other.listenerArn))).not.toThrow();
    expect(expose('C', imported('Known', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2'))).not.toThrow();
  });

  test('counts as a rule of the listener, which cannot have two rules with one priority', () => {
    const { stack, cluster, listener } = listening();
    makeService(stack, { cluster, exposure: Exposure.albListenerRule(listener, { paths: ['/a'], priority: 7 }), deployment: Deployment.blueGreen() });
    new elbv2.ApplicationListenerRule(stack, 'Other', {
      listener, priority: 7, conditions: [elbv2.ListenerCondition.pathPatterns(['/b'])], action: elbv2.ListenerAction.fixedResponse(200),
    });
    expect(() => Template.fromStack(stack)).toThrow("and 'Stack/Other' have priority 7 on the same listener");
  });

  test('comes before the rule that it replaces if it is the default', () => {
    const { stack, cluster, listener } = listening();
    makeService(stack, { cluster, exposure: Exposure.albListenerDefault(listener), deployment: Deployment.blueGreen() });
    expect(ruleCalls(callsOf(Template.fromStack(stack))).map(BEFORE_DEFAULT)).toEqual([true]);
  });

  test('cannot be combined with authentication', () => {
    const authentication = { _kind: { before: (action: unknown) => action, problems: () => [] } } as never;
    expect(refusal({ exposure: Exposure.publicAlb({ insecureHttp: true, authentication }), deployment: Deployment.blueGreen() }))
      .toContain('authentication cannot be combined with a deployment that shifts traffic');
  });
});

describe('test traffic', () => {
  test('with a header has a separate rule before the production rule', () => {
    const [production, testRule] = ruleCalls(callsOf(shifted({ deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }) })));
    expect(testRule.Conditions).toEqual([...production.Conditions as unknown[], { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-test', Values: ['green'] } }]);
    expect(Number(testRule.Priority)).toBeLessThan(Number(production.Priority));
    expect(testRule.Actions).toEqual(production.Actions);
  });

  test('is passed to ECS', () => {
    shifted({ deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }) }).hasResourceProperties(SERVICE, {
      LoadBalancers: [{ AdvancedConfiguration: { TestListenerRule: { Ref: Match.stringLikeRegexp('ApiTestRule\\w+Rule') } } }],
    });
  });

  test('on another port has a listener that forwards nothing else', () => {
    const template = shifted({ deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(8080) }) });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 8080, Protocol: 'HTTP', DefaultActions: [Match.objectLike({ FixedResponseConfig: { StatusCode: '404' } })] });
    expect(ruleCalls(callsOf(template))[1]).toMatchObject({ ListenerArn: expect.stringMatching(/^<ApiLBTestListener/) });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.arrayWith([Match.objectLike({ FromPort: 8080, CidrIp: '0.0.0.0/0' })]) });
  });

  test('on the port of an internal load balancer admits the same clients', () => {
    shifted({ exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(8080) }) })
      .hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.arrayWith([Match.objectLike({ FromPort: 8080, CidrIp: '10.0.0.0/16' })]) });
  });

  test('on another listener has the conditions of production', () => {
    const { stack, cluster, loadBalancer, listener } = listening();
    const other = loadBalancer.addListener('Test', { port: 8080, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const deployment = Deployment.blueGreen({ testTraffic: TestTraffic.listener(other) });
    makeService(stack, { cluster, exposure: Exposure.albListenerRule(listener, { paths: ['/a'] }), deployment });
    const [production, testRule] = ruleCalls(callsOf(Template.fromStack(stack)));
    expect([testRule.Conditions, testRule.ListenerArn]).toEqual([production.Conditions, expect.stringMatching(/^<LBTest/)]);
  });

  test.each<[string, Partial<ContainerServiceProps>]>([
    ['TestTraffic.port (80) is in use by another listener of the load balancer; use another port', { exposure: PUBLIC, deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(80) }) }],
    ['TestTraffic.port (0) must be a whole number from 1 to 65535', { exposure: PUBLIC, deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(0) }) }],
    ["header ('x test') must", { exposure: PUBLIC, deployment: Deployment.blueGreen({ testTraffic: TestTraffic.header('x test', 'green') }) }],
    ['its rule could get priority 50000 and come after the production rule, which could get 49500', { exposure: PUBLIC, deployment: Deployment.blueGreen({ testTraffic: TestTraffic.header('x-test', 'green', { priority: 50_000 }) }) }],
    ['testTraffic needs an exposure, or ServiceConnect.server and TestTraffic.header', { deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }) }],
    ['testTraffic needs trafficShift: true', { exposure: PUBLIC, deployment: Deployment.rolling({ testTraffic: TEST_HEADER }) }],
    ["TestTraffic.header ('x-test') needs an Application Load Balancer or Service Connect", {
      exposure: Exposure.internalNlb({ listenerPort: 1883 }), deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER }),
    }],
  ])('is refused: %s', (message, props) => {
    expect(refusal(props)).toContain(message);
  });

  test.each<[string, (each: Listening) => TestTraffic]>([
    ['TestTraffic.port requires an exposure that creates a load balancer', () => TestTraffic.port(8080)],
    ["TestTraffic.listener is the listener of production ('Stack/LB/Listener')", ({ listener }) => TestTraffic.listener(listener)],
    ["TestTraffic.listener ('Stack/Other/Test') belongs to another load balancer", ({ stack, cluster: { vpc } }) => TestTraffic.listener(
      new elbv2.ApplicationLoadBalancer(stack, 'Other', { vpc }).addListener('Test', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) }),
    )],
  ])('on an existing listener is refused: %s', (message, testTrafficOf) => {
    const each = listening();
    const { stack, cluster, listener } = each;
    const deployment = Deployment.canary({ testTraffic: testTrafficOf(each) });
    expect(() => makeService(stack, { cluster, exposure: Exposure.albListenerRule(listener, { paths: ['/a'] }), deployment })).toThrow(message);
  });
});

describe('a Network Load Balancer', () => {
  const both = [{ Type: 'forward', ForwardConfig: { TargetGroups: [Match.objectLike({ Weight: 100 }), Match.objectLike({ Weight: 0 })] } }];
  const template = shifted({
    exposure: Exposure.internalNlb({ listenerPort: 1883, targetGroupPort: 9000 }),
    deployment: Deployment.linear({ testTraffic: TestTraffic.port(1884) }),
  });

  test('has the weights in the default actions of its listeners', () => {
    for (const port of [1883, 1884]) { template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: port, DefaultActions: both }); }
    template.resourceCountIs('Custom::AWS', 0);
  });

  test('has listeners where ECS expects rules', () => {
    template.hasResourceProperties(SERVICE, {
      LoadBalancers: [{
        AdvancedConfiguration: {
          ProductionListenerRule: { Ref: Match.stringLikeRegexp('PublicListener') },
          TestListenerRule: { Ref: Match.stringLikeRegexp('TestListener') },
        },
      }],
    });
  });

  test('has two identical target groups', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 2);
    template.allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 9000, Protocol: 'TCP', TargetType: 'ip' });
  });

  test('admits the clients of test traffic', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.arrayWith([Match.objectLike({ FromPort: 1884 })]) });
  });
});

describe('Service Connect', () => {
  const connected = (deployment: Deployment) => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster', { defaultCloudMapNamespace: { name: 'shop.local' } });
    makeService(stack, { cluster, containerPort: 8080, appProtocol: ecs.AppProtocol.http, serviceConnect: ServiceConnect.server(), deployment });
    return Template.fromStack(stack);
  };

  test('needs neither target groups nor rules', () => {
    const template = connected(Deployment.linear());
    template.hasResourceProperties(SERVICE, { DeploymentConfiguration: { Strategy: 'LINEAR' }, LoadBalancers: Match.absent() });
    template.resourceCountIs('Custom::AWS', 0);
  });

  test('recognizes test traffic by its header', () => {
    connected(Deployment.blueGreen({ testTraffic: TEST_HEADER })).hasResourceProperties(SERVICE, {
      ServiceConnectConfiguration: {
        Services: [Match.objectLike({ ClientAliases: [Match.objectLike({ TestTrafficRules: { Header: { Name: 'x-test', Value: { Exact: 'green' } } } })] })],
      },
    });
  });
});

test('test traffic of Service Connect needs a protocol with headers', () => {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { defaultCloudMapNamespace: { name: 'shop.local' } });
  const deployment = Deployment.blueGreen({ testTraffic: TEST_HEADER });
  expect(() => makeService(stack, { cluster, containerPort: 8080, serviceConnect: ServiceConnect.server(), deployment }))
    .toThrow('TestTraffic.header needs appProtocol http, http2, grpc, and Service Connect treats the port as tcp; set appProtocol');
});

describe('strategies', () => {
  test.each<[string, Deployment, object]>([
    ['blue/green', Deployment.blueGreen(), { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5 }],
    ['blue/green without a bake time', Deployment.blueGreen({ bakeTime: Duration.minutes(0) }), { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 0 }],
    ['canary', Deployment.canary(), { Strategy: 'CANARY', BakeTimeInMinutes: 5, CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 10 } }],
    ['canary with other numbers', Deployment.canary({ canaryPercent: 0.1, canaryBakeTime: Duration.hours(1) }), { CanaryConfiguration: { CanaryPercent: 0.1, CanaryBakeTimeInMinutes: 60 } }],
    ['linear', Deployment.linear(), { Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 10, StepBakeTimeInMinutes: 6 } }],
    ['linear with other numbers', Deployment.linear({ stepPercent: 33.3, stepBakeTime: Duration.minutes(1) }), { LinearConfiguration: { StepPercent: 33.3, StepBakeTimeInMinutes: 1 } }],
    ['percentages', Deployment.blueGreen(), { MinimumHealthyPercent: 100, MaximumPercent: 200 }],
    ['the circuit breaker', Deployment.canary({ rollback: false, maxFailedTasks: 2 }), { DeploymentCircuitBreaker: { Enable: true, Rollback: false, ThresholdConfiguration: { Type: 'COUNT', Value: 2 } } }],
  ])('%s', (_, deployment, configuration) => {
    shifted({ deployment }).hasResourceProperties(SERVICE, { DeploymentConfiguration: configuration });
  });

  test('blue/green replaces the tasks of a service without traffic', () => {
    shifted({ exposure: undefined }).hasResourceProperties(SERVICE, { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' }, LoadBalancers: Match.absent() });
  });

  test.each<[string, Deployment, Partial<ContainerServiceProps>]>([
    ['Deployment.canary shifts traffic step by step, and the service has none', Deployment.canary(), { exposure: undefined }],
    ['canaryPercent (0.05) must be a percentage from 0.1 to 100, in steps of 0.1', Deployment.canary({ canaryPercent: 0.05 }), {}],
    ['canaryPercent (5.55) must be', Deployment.canary({ canaryPercent: 5.55 }), {}],
    ['stepPercent (2.9) must be a percentage from 3 to 100', Deployment.linear({ stepPercent: 2.9 }), {}],
    ['stepPercent (100.1) must be', Deployment.linear({ stepPercent: 100.1 }), {}],
    ['bakeTime (1441 minutes) must be a whole number from 0 to 1440', Deployment.blueGreen({ bakeTime: Duration.minutes(1441) }), {}],
    ['bakeTime (0.5 minutes) must be', Deployment.blueGreen({ bakeTime: Duration.seconds(30) }), {}],
    ['canaryBakeTime (1500 minutes) must be', Deployment.canary({ canaryBakeTime: Duration.hours(25) }), {}],
    ['stepBakeTime (1500 minutes) must be', Deployment.linear({ stepBakeTime: Duration.hours(25) }), {}],
    ['waits 2160 minutes between and after its steps, and CloudFormation refuses more than 1980 (33 hours)', Deployment.linear({ stepBakeTime: Duration.hours(4), bakeTime: Duration.minutes(0) }), {}],
    ['waits 1985 minutes', Deployment.canary({ canaryBakeTime: Duration.hours(24), bakeTime: Duration.minutes(545) }), {}],
    ['can wait 2165 minutes in all (bakeTime 5, approval 2160), and CloudFormation fails an update after 2160 (36 hours)', Deployment.blueGreen({ hooks: [DeploymentHook.approval({ timeout: Duration.hours(36) })] }), {}],
    ['can wait 2161 minutes in all', Deployment.blueGreen({ bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ timeout: Duration.minutes(2151) })] }), { exposure: NLB }],
    ['can wait 2166 minutes in all (bakeTime 5, between steps 10, approval 2151)', Deployment.canary({ hooks: [DeploymentHook.approval({ timeout: Duration.minutes(2151) })] }), {}],
    ['can wait 2161 minutes in all (Network Load Balancer 20, approval 2141)', Deployment.canary({
      canaryBakeTime: Duration.minutes(0), bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ timeout: Duration.minutes(2141) })],
    }), { exposure: NLB }],
    ['can wait 2161 minutes in all', Deployment.blueGreen({
      testTraffic: TestTraffic.port(1884), bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ timeout: Duration.minutes(2141) })],
    }), { exposure: NLB }],
    ['maxFailedTasks (0) must be a whole number of at least 1', Deployment.blueGreen({ maxFailedTasks: 0 }), {}],
    ['maxFailedTasks (3) needs the circuit breaker', Deployment.rolling({ maxFailedTasks: 3, circuitBreaker: false }), {}],
  ])('%s', (message, deployment, props) => {
    expect(refusal({ exposure: PUBLIC, ...props, deployment })).toContain(message);
  });

  test('accepts the longest times that CloudFormation accepts', () => {
    expect(refusal({ exposure: PUBLIC, deployment: Deployment.canary({ canaryBakeTime: Duration.hours(24), bakeTime: Duration.hours(9) }) })).toBe('not refused');
  });

  test.each<[string, Deployment, Exposure]>([
    ['blue/green', Deployment.blueGreen({ bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ timeout: Duration.hours(36) })] }), PUBLIC],
    ['connections, where each shift takes ten additional minutes', Deployment.blueGreen({
      testTraffic: TestTraffic.port(1884), bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ timeout: Duration.minutes(2140) })],
    }), NLB],
  ])('a total of 36 hours is accepted: %s', (_, deployment, exposure) => {
    expect(refusal({ exposure, deployment })).toBe('not refused');
  });

  test('an approval before each shift counts once per shift', () => {
    const stage = 'PRE_PRODUCTION_TRAFFIC_SHIFT' as ecs.DeploymentLifecycleStage;
    const linear = (timeout: Duration) => refusal({
      exposure: PUBLIC,
      deployment: Deployment.linear({
        stepPercent: 25, stepBakeTime: Duration.minutes(0), bakeTime: Duration.minutes(0), hooks: [DeploymentHook.approval({ stage, timeout })],
      }),
    });
    expect(linear(Duration.hours(9))).toBe('not refused');
    expect(linear(Duration.minutes(541))).toContain('can wait 2164 minutes in all');
  });

  test('a sum of tenths is also a percentage', () => {
    const DeploymentConfiguration = { CanaryConfiguration: { CanaryPercent: 0.3 } };
    shifted({ deployment: Deployment.canary({ canaryPercent: 0.1 + 0.2 }) }).hasResourceProperties(SERVICE, { DeploymentConfiguration });
  });

  test('any number of tasks can be replaced', () => {
    expect(() => makeService(newStack(), { deployment: Deployment.blueGreen() }).autoScale({ minTasks: 1, maxTasks: 3 })).not.toThrow();
  });

  test('scaling by requests is refused, because it follows one target group', () => {
    const service = makeService(newStack(), { exposure: PUBLIC, deployment: Deployment.blueGreen() });
    expect(() => service.autoScale({ maxTasks: 4 }).onRequests(100)).toThrow('onRequests tracks one target group, and deployments that shift traffic alternate between two');
  });
});

describe('a rolling deployment before blue/green', () => {
  test('has everything that blue/green has, except the strategy', () => {
    const propertiesOf = (deployment: Deployment) =>
      Object.values(shifted({ deployment }).findResources(SERVICE))[0].Properties as Record<string, unknown>;
    const { DeploymentConfiguration: before, ...rolling } = propertiesOf(Deployment.rolling({ trafficShift: true, testTraffic: TEST_HEADER }));
    const { DeploymentConfiguration: after, ...blueGreen } = propertiesOf(Deployment.blueGreen({ testTraffic: TEST_HEADER }));
    expect(rolling).toEqual(blueGreen);
    expect([before, after]).toEqual([expect.not.objectContaining({ Strategy: 'BLUE_GREEN' }), expect.objectContaining({ Strategy: 'BLUE_GREEN' })]);
  });
});

describe('alarms', () => {
  const alarms = [DeploymentAlarm.serverErrors(10), DeploymentAlarm.responseTime(Duration.seconds(2))];
  const watching = shifted({ deployment: Deployment.blueGreen({ alarms }) });

  test.each([
    ['ServerErrors', 'HTTPCode_Target_5XX_Count', 10],
    ['ResponseTime', 'TargetResponseTime', 2],
  ])('watch each target group without an expression, which would treat a late value as 0: %s', (id, MetricName, Threshold) => {
    const groups = ['PublicListenerECSGroup', 'AlternateTargetGroup'];
    [id, `${id}Alternate`].forEach((each, index) => {
      watching.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `Stack/Api/DeploymentAlarms/${each}`,
        MetricName,
        Threshold,
        Period: 60,
        Dimensions: Match.arrayWith([{ Name: 'TargetGroup', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp(groups[index]), 'TargetGroupFullName'] } }]),
      });
    });
  });

  test('are watched for ten minutes after the shift; without alarms both versions run for five', () => {
    watching.hasResourceProperties(SERVICE, { DeploymentConfiguration: { BakeTimeInMinutes: 10 } });
    shifted().hasResourceProperties(SERVICE, { DeploymentConfiguration: { BakeTimeInMinutes: 5 } });
  });

  test('of both target groups are watched', () => {
    watching.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: {
        Alarms: { AlarmNames: ['ServerErrors', 'ServerErrorsAlternate', 'ResponseTime', 'ResponseTimeAlternate'].map(id => `Stack/Api/DeploymentAlarms/${id}`) },
      },
    });
  });

  test.each<[string, Deployment]>([
    ['3 minutes to raise the alarm, and the deployment ends 2 minutes after clients', Deployment.blueGreen({
      bakeTime: Duration.minutes(2), alarms: [DeploymentAlarm.serverErrors(0)],
    })],
    ['30 minutes to raise the alarm, and the deployment ends 15 minutes after clients', Deployment.canary({
      canaryBakeTime: Duration.minutes(10),
      bakeTime: Duration.minutes(5),
      alarms: [DeploymentAlarm.responseTime(Duration.seconds(1), { period: Duration.minutes(10) })],
    })],
  ])('that cannot be raised before the deployment ends are refused: %s', (message, deployment) => { expect(refusal({ exposure: PUBLIC, deployment })).toContain(message); });

  test.each<[string, Deployment]>([
    ['with the default times', Deployment.blueGreen({ alarms })],
    ['on tasks, which are in use before clients reach them', Deployment.blueGreen({ bakeTime: Duration.minutes(2), alarms: [DeploymentAlarm.cpuUtilization(80)] })],
    ['with hooks, which take time', Deployment.blueGreen({ bakeTime: Duration.minutes(2), alarms: [DeploymentAlarm.serverErrors(0)], hooks: [DeploymentHook.approval()] })],
    ['with a time that is known only at deployment', Deployment.blueGreen({ bakeTime: Duration.minutes(Lazy.number({ produce: () => 2 })), alarms })],
  ])('are not refused %s', (_, deployment) => { expect(refusal({ exposure: PUBLIC, deployment })).toBe('not refused'); });

  test('watch the only target group of a rolling deployment', () => {
    shifted({ deployment: Deployment.rolling({ alarms }) }).allResourcesProperties('AWS::CloudWatch::Alarm', { MetricName: Match.anyValue() });
  });
});
