import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbExposureProps, Deployment, Exposure, NlbExposureProps, SharedAlbExposureProps, TestTraffic } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { LiveApplication, Templates } from '../../support/live-update/live-application';
import { ClientRequest } from '../../support/live-update/requests';
import { FirstGroup } from '../../support/live-update/service-deployments';
import { certificateIn, zoneIn } from '../../support/shared-alb';
import { HOST, Place, reversed, Step, templatesOf } from '../../support/shifting-application';

const OWN = 'own.example.com';
const OTHER = 'other.example.com';
const to = (host: string, more: Partial<ClientRequest> = {}): ClientRequest => ({ host, path: '/', port: 443, ...more });
const REQUESTS = [to(HOST), to(HOST, { headers: { 'x-test': 'green' } })];

const HEADER = TestTraffic.header('x-test', 'green');
const DEPLOYMENTS = {
  rolling: Deployment.rolling(),
  prepared: Deployment.rolling({ trafficShift: true }),
  blueGreen: Deployment.blueGreen(),
  canary: Deployment.canary(),
  linear: Deployment.linear({ stepPercent: 30 }),
  tested: Deployment.blueGreen({ testTraffic: HEADER }),
  testPort: Deployment.blueGreen({ testTraffic: TestTraffic.port(8443) }),
};
type DeploymentName = keyof typeof DEPLOYMENTS;

const MADE = new Map<string, Step>();

/** A step, cached for equal arguments so that it is synthesized once. */
function step(key: readonly unknown[], make: Step): Step {
  const name = JSON.stringify(key);
  const made = MADE.get(name) ?? make;
  MADE.set(name, made);
  return made;
}

/** A service on a load balancer in another stack. */
const api = (version: number, deployment: DeploymentName = 'blueGreen', rule: Partial<SharedAlbExposureProps> = {}): Step => step([version, deployment, rule], ({ edge, serve }) =>
  serve('Api', Exposure.sharedAlb(edge, { hosts: [HOST], ...rule }), version, { deployment: DEPLOYMENTS[deployment] }));

type DeploymentProblems = readonly (readonly string[])[];

/** The gaps and refusals of each step after the first one, for either serving target group and any order of CloudFormation. */
function variants(requests: readonly ClientRequest[], templates: readonly Templates[]): readonly DeploymentProblems[] {
  return (['first', 'alternate'] as const).flatMap(firstGroup =>
    [templates, templates.map(reversed)].map(each => LiveApplication.problemsOf(requests, each, firstGroup)));
}

function expectNoProblems(requests: readonly ClientRequest[], ...steps: readonly Step[]): void {
  for (const problems of variants(requests, steps.map(templatesOf))) { expect(problems.flat()).toEqual([]); }
}

/** The problems of a change, for one serving target group. */
function changed(serving: FirstGroup, requests: readonly ClientRequest[], ...steps: readonly Step[]): readonly string[] {
  return LiveApplication.problemsOf(requests, steps.map(templatesOf), serving).flat();
}

const IS_GAP = /: gap for /;
const gapsOf = (problems: readonly string[]) => problems.filter(problem => IS_GAP.test(problem));

describe.each<[string, (place: Place) => Exposure, readonly ClientRequest[]]>([
  ['a rule of a shared load balancer', ({ edge }) => Exposure.sharedAlb(edge, { hosts: [HOST] }), REQUESTS],
  ['the default of a shared load balancer', ({ edge }) => Exposure.sharedAlbDefault(edge), REQUESTS],
  ['a load balancer created by the service', ({ stack }) => Exposure.publicAlb({ domainName: OWN, domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own') }), [to(OWN)]],
  ['a Network Load Balancer', ({ stack }) => Exposure.publicNlb({ domainName: OWN, domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own') }), [to(OWN)]],
])('behind %s', (kind, exposure, requests) => {
  const at = (version: number, deployment: DeploymentName = 'blueGreen') => step([kind, version, deployment], place =>
    place.serve('Api', exposure(place), version, { deployment: DEPLOYMENTS[deployment] }));

  test('new versions have no gap', () => { expectNoProblems(requests, at(1), at(2), at(3), at(4)); });

  test('switching from rolling to blue/green deployments and back has no gap', () => {
    expectNoProblems(requests, at(1, 'rolling'), at(1, 'prepared'), at(1), at(2), at(2, 'prepared'), at(3, 'prepared'), at(4));
  });

  test('blue/green immediately after rolling deployments is refused and rolled back', () => {
    for (const [problems] of variants(requests, [at(1, 'rolling'), at(1)].map(templatesOf))) {
      expect(problems).toEqual([expect.stringContaining('was deployed without advancedConfiguration')]);
    }
  });
});

const HOSTS = { hosts: [HOST, OTHER] };
const PATHS = { paths: ['/*'] };

test.each<[string, readonly Step[]]>([
  ['other conditions before the first shift', [api(1), api(1, 'blueGreen', HOSTS), api(2, 'blueGreen', HOSTS)]],
  ['other conditions after one shift', [api(1), api(2), api(2, 'blueGreen', HOSTS), api(3, 'blueGreen', HOSTS)]],
  ['other conditions after two shifts', [api(1), api(2), api(3), api(3, 'blueGreen', HOSTS), api(4, 'blueGreen', HOSTS)]],
  ['other conditions and a new version', [api(1), api(2, 'blueGreen', HOSTS), api(3), api(4, 'blueGreen', PATHS)]],
  ['another priority', [2, 3, 4].reduce<Step[]>((steps, priority) => [...steps, api(priority, 'blueGreen', { priority: priority - 1 }), api(priority, 'blueGreen', { priority })], [])],
  ['another priority and a new version', [api(1, 'blueGreen', { priority: 1 }), api(2, 'blueGreen', { priority: 2 }), api(3, 'blueGreen', { priority: 1 })]],
  ['other strategies', [api(1), api(1, 'canary'), api(2, 'canary'), api(3, 'linear'), api(4), api(5, 'linear'), api(6, 'canary')]],
  ['test traffic', [api(1, 'tested'), api(2, 'tested'), api(2, 'tested', HOSTS), api(3, 'tested', HOSTS)]],
])('%s: no gap', (_, steps) => { expectNoProblems(REQUESTS, ...steps); });

test('conditions and priority match the template after each deployment', () => {
  const live = new LiveApplication(REQUESTS);
  const rulesAfter = (each: Step) => {
    expect(live.deploy(templatesOf(each))).toEqual([]);
    return live.rules;
  };
  const rule = (priority: number, ...Values: readonly string[]) => [{ priority, conditions: [{ Field: 'host-header', HostHeaderConfig: { Values } }] }];
  expect(rulesAfter(api(1, 'blueGreen', { priority: 5 }))).toEqual(rule(5, HOST));
  expect(rulesAfter(api(2, 'blueGreen', { priority: 6, ...HOSTS }))).toEqual(rule(6, HOST, OTHER));
  expect(rulesAfter(api(3, 'prepared', { priority: 5 }))).toEqual(rule(5, HOST));
});

describe('explicit priorities', () => {
  const prioritized = (version: number, deployment: DeploymentName, priority: number) => api(version, deployment, { priority });

  test('are refused if a rolling service gets a separate rule', () => {
    for (const [problems, after] of variants(REQUESTS, [prioritized(1, 'rolling', 1), prioritized(1, 'prepared', 1), prioritized(2, 'rolling', 1)].map(templatesOf))) {
      expect([problems, after]).toEqual([[expect.stringMatching(/^create .*refused: PriorityInUseException: 1$/)], []]);
    }
  });

  test('have no gap if that rule has another priority', () => {
    expectNoProblems(REQUESTS, prioritized(1, 'rolling', 1), prioritized(1, 'prepared', 2), prioritized(1, 'blueGreen', 2), prioritized(2, 'blueGreen', 1));
  });

  /** Two services. */
  const two = (one: number, other: number) => step(['two', one, other], place => {
    place.serve('One', Exposure.sharedAlb(place.edge, { hosts: [HOST], priority: one }), 1, { deployment: DEPLOYMENTS.blueGreen });
    place.serve('Other', Exposure.sharedAlb(place.edge, { hosts: [OTHER], priority: other }), 1, { deployment: DEPLOYMENTS.blueGreen });
  });
  const BOTH = [to(HOST), to(OTHER)];

  test('that are swapped are refused, and requests are still answered', () => {
    for (const [problems, after] of variants(BOTH, [two(1, 2), two(2, 1), two(1, 2)].map(templatesOf))) {
      expect([problems, after]).toEqual([[expect.stringMatching(/^update .*refused: PriorityInUseException: [12]$/)], []]);
    }
  });

  test('are refused depending on the order of CloudFormation, if only one rule had a free priority before', () => {
    const problems = variants(BOTH, [two(1, 2), two(3, 2), two(2, 1)].map(templatesOf)).map(each => each.flat());
    expect(problems).toContainEqual([]);
    expect(problems).toContainEqual([expect.stringContaining('PriorityInUseException: 2')]);
  });

  test('can be swapped in three deployments', () => { expectNoProblems(BOTH, two(1, 2), two(3, 2), two(3, 1), two(2, 1)); });
});

describe('test traffic', () => {
  test('is added and removed without a gap for clients', () => {
    expectNoProblems([to(HOST)], api(1), api(2), api(2, 'tested'), api(3, 'tested'), api(3), api(4));
  });

  test('that is added while the alternate target group serves is answered at the end of the deployment', () => {
    const problems = LiveApplication.problemsOf(REQUESTS, [api(1), api(1, 'tested'), api(2, 'tested')].map(templatesOf), 'alternate');
    expect(problems).toEqual([expect.arrayContaining([expect.stringMatching(/^create .*TestRule.*gap/)]), []]);
  });

  const OWN_PORTS = [to(OWN), to(OWN, { port: 8443 })];
  const own = (version: number, deployment: DeploymentName) => step(['own', version, deployment], ({ stack, serve }) => serve('Api', Exposure.publicAlb({
    domainName: OWN, domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own'),
  }), version, { deployment: DEPLOYMENTS[deployment] }));

  test('on a separate port reaches the serving version between and during deployments', () => {
    expectNoProblems(OWN_PORTS, own(1, 'testPort'), own(2, 'testPort'), own(3, 'testPort'));
  });

  test('on a port is added and removed without a gap for clients', () => {
    expectNoProblems([to(OWN)], own(1, 'blueGreen'), own(2, 'blueGreen'), own(2, 'testPort'), own(3, 'testPort'), own(3, 'blueGreen'));
  });
});

describe('an additional endpoint', () => {
  const both = (version: number) => step(['further', version], ({ edge, serve }) => {
    serve('Api', Exposure.sharedAlb(edge, { hosts: [HOST] }), version, { deployment: DEPLOYMENTS.blueGreen }).expose('Other', Exposure.sharedAlb(edge, { hosts: [OTHER] }));
  });

  test('causes no gap on the other one, and has no gap itself after the deployment', () => {
    for (const [added, ...later] of variants([to(HOST), to(OTHER)], [api(1), both(1), both(2), both(3)].map(templatesOf))) {
      expect(added.filter(problem => !problem.includes(`gap for ${OTHER}`))).toEqual([]);
      expect(later.flat()).toEqual([]);
    }
  });

  test('is removed without a gap on the other one', () => { expectNoProblems([to(HOST)], both(1), both(2), api(2), api(3)); });
});

describe('going back to rolling deployments without trafficShift', () => {
  test('has no gap while the first target group serves', () => { expect(changed('first', REQUESTS, api(1), api(2, 'rolling'))).toEqual([]); });

  test('has a gap while the alternate target group serves', () => {
    const problems = changed('alternate', REQUESTS, api(1), api(2, 'rolling'));
    expect(problems).toContainEqual(expect.stringMatching(/has no tasks$/));
    expect(problems).toEqual(gapsOf(problems));
  });
});

describe('the listener of a Network Load Balancer', () => {
  type Props = (place: Place) => Partial<NlbExposureProps>;
  const TLS: Props = ({ stack }) => ({ listenerPort: 443, certificate: certificateIn(stack, 'own') });
  const TCP: Props = () => ({ listenerPort: 443, protocol: elbv2.Protocol.TCP });
  const nlb = (version: number, deployment: DeploymentName, name: string, ...props: readonly Props[]) => step(['nlb', version, deployment, name], place => place.serve(
    'Api',
    Exposure.publicNlb(Object.assign({ domainName: OWN, domainZone: zoneIn(place.stack) }, ...props.map(each => each(place))) as NlbExposureProps),
    version,
    { deployment: DEPLOYMENTS[deployment] },
  ));

  describe.each<[string, Props, Props, number?]>([
    ['certificate', TLS, ({ stack }) => ({ certificate: certificateIn(stack, 'another') })],
    ['sslPolicy', TLS, () => ({ sslPolicy: elbv2.SslPolicy.TLS13_13 })],
    ['alpnPolicy', TLS, () => ({ alpnPolicy: elbv2.AlpnPolicy.HTTP2_ONLY })],
    ['protocol', TLS, () => ({ protocol: elbv2.Protocol.TCP, certificate: undefined })],
    ['listenerPort', TCP, () => ({ listenerPort: 8443 }), 8443],
    ['tcpIdleTimeout', TCP, () => ({ tcpIdleTimeout: Duration.minutes(10) })],
  ])('with another %s', (name, base, change, port) => {
    const before = (version: number) => nlb(version, 'blueGreen', String(base === TLS), base);
    const after = (version: number, deployment: DeploymentName = 'blueGreen') => nlb(version, deployment, name, base, change);
    const requests = [to(OWN, port === undefined ? {} : { port })];
    const gaps = (serving: FirstGroup, ...steps: readonly Step[]) => changed(serving, requests, ...steps).filter(problem => problem.endsWith('has no tasks'));

    test.each(['first', 'alternate'] as const)('is refused before anything changes, while the %s target group serves', serving => {
      for (const order of [templatesOf, (each: Step) => reversed(templatesOf(each))]) {
        const problems = LiveApplication.problemsOf([to(OWN)], [before(1), after(2)].map(order), serving);
        expect(problems.flat()).toEqual([expect.stringMatching(/^create .*ListenerGuard.*: AlreadyExists: .*a-changed-listener-would-move-traffic$/)]);
      }
    });

    test('still gets requests with a rolling deployment while the first target group serves', () => {
      expect(gaps('first', before(1), after(1, 'prepared'), after(1), after(2))).toEqual([]);
      expect(gaps('alternate', before(1), before(2), after(2, 'prepared'), after(2), after(3))).toEqual([]);
    });

    test('sends requests to an empty target group with a rolling deployment while the alternate target group serves', () => {
      expect(gaps('alternate', before(1), after(1, 'prepared'))).toContainEqual(expect.stringMatching(/^update .*Listener/));
    });
  });

  test('still gets requests when a rolling deployment that changes it is rolled back', () => {
    const live = new LiveApplication([to(OWN)]);
    live.deploy(templatesOf(nlb(1, 'blueGreen', 'true', TLS)));
    const changedWithAnother = step(['nlb and another'], place => {
      nlb(2, 'prepared', 'policy', TLS, () => ({ sslPolicy: elbv2.SslPolicy.TLS13_13 }))(place);
      place.serve('Zed', Exposure.none(), 1);
    });
    const problems = live.deploy(templatesOf(changedWithAnother), /create .*Zed.*new tasks started/);
    expect(problems).toEqual([expect.stringMatching(/^create .*Zed.*refused/)]);
  });

  test('accepts additional certificates at any time', () => {
    const more: Props = ({ stack }) => ({ additionalCertificates: [certificateIn(stack, 'additional')] });
    expectNoProblems([to(OWN)], nlb(1, 'blueGreen', 'true', TLS), nlb(1, 'blueGreen', 'more', TLS, more), nlb(2, 'blueGreen', 'true', TLS));
  });
});

describe('the listener of a load balancer created by the service', () => {
  const alb = (version: number, certificate: string) => step(['alb', version, certificate], ({ stack, serve }) => serve('Api', Exposure.publicAlb({
    domainName: OWN, domainZone: zoneIn(stack), certificate: certificateIn(stack, certificate),
  }), version, { deployment: DEPLOYMENTS.blueGreen }));

  test('can change at any time', () => { expectNoProblems([to(OWN)], alb(1, 'own'), alb(1, 'another'), alb(2, 'another'), alb(2, 'own')); });
});

describe('a change that replaces the target groups', () => {
  const HTTP2 = { protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2 };

  test.each<[string, Partial<SharedAlbExposureProps>]>([
    ['another protocol version', HTTP2],
    ['another protocol', { targetProtocol: elbv2.ApplicationProtocol.HTTPS }],
  ])('%s has a gap in one step, as with rolling deployments', (_, options) => {
    for (const [problems, next] of variants([to(HOST)], [api(1), api(1, 'blueGreen', options), api(2, 'blueGreen', options)].map(templatesOf))) {
      expect(problems).toContainEqual(expect.stringMatching(/has no tasks$/));
      expect(problems).toEqual(gapsOf(problems));
      expect(next).toEqual([]);
    }
  });

  test.each<[string, (place: Place, options: Partial<AlbExposureProps>) => Exposure]>([
    ['of the default of a listener', ({ edge }, options) => Exposure.sharedAlbDefault(edge, options)],
    ['of a load balancer created by the service', ({ stack }, options) => Exposure.publicAlb({ certificate: certificateIn(stack, 'own'), ...options })],
  ])('gives another priority to the rule %s', (kind, exposure) => {
    const replaced = (options: Partial<AlbExposureProps>) => step([kind, options], place =>
      place.serve('Api', exposure(place, options), 1, { deployment: DEPLOYMENTS.blueGreen }));
    expect(changed('first', [], replaced({}), replaced(HTTP2), replaced({}))).toEqual([]);
  });

  test('needs another priority if the priority is explicit', () => {
    const prioritized = (options: Partial<SharedAlbExposureProps>) => api(1, 'blueGreen', { priority: 100, ...options });
    expect(changed('first', [to(HOST)], prioritized({}), prioritized(HTTP2))).toEqual([expect.stringMatching(/^create .*refused: PriorityInUseException: 100$/)]);
  });

  test('has no gap over a second endpoint', () => {
    const REPLACED = { ...HTTP2, priority: 101 };
    const second = (first: object, conditions: object, version: number) => step(['second', first, conditions, version], ({ edge, serve }) =>
      serve('Api', Exposure.sharedAlb(edge, { hosts: [HOST], priority: 100, ...first }), version, { deployment: DEPLOYMENTS.blueGreen })
        .expose('Http2', Exposure.sharedAlb(edge, { priority: 1, ...HTTP2, hosts: ['unused.example.com'], ...conditions })));
    const served = { hosts: [HOST] };
    expectNoProblems([to(HOST)], api(1, 'blueGreen', { priority: 100 }), second({}, {}, 1), second({}, served, 1), second(REPLACED, served, 1), second(REPLACED, {}, 1),
      api(1, 'blueGreen', REPLACED));
  });
});

describe('another listener of the same load balancer', () => {
  const onSecond = (version: number) => step(['second listener', version], ({ second, serve }) =>
    serve('Api', Exposure.albListenerRule(second(), { hosts: [HOST] }), version, { deployment: DEPLOYMENTS.blueGreen }));
  test.each(['first', 'alternate'] as const)('answers requests at the end of the deployment while the %s target group serves', serving => {
    const [moved, next] = LiveApplication.problemsOf([to(HOST, { port: 8443 })], [api(1), onSecond(1), onSecond(2)].map(templatesOf), serving);
    expect([gapsOf(moved), next]).toEqual([moved, []]);
  });

  test('leaves the old listener with an empty target group until its rule is deleted', () => {
    expect(changed('first', [to(HOST)], api(1), onSecond(1))).toContainEqual(expect.stringMatching(/^update .*Service.*old tasks stopped.*has no tasks$/));
  });
});

describe('a rule that ECS does not use', () => {
  type Balancer = { readonly AdvancedConfiguration: Readonly<Record<string, unknown>> };
  const withAdvanced = (changes: object) => (balancer: Balancer) =>
    ({ ...balancer, AdvancedConfiguration: { ...balancer.AdvancedConfiguration, ...changes } });
  const changedBalancer = (change: (balancer: Balancer) => object): readonly string[] => {
    const templates = templatesOf(api(1));
    const Resources = Object.fromEntries(Object.entries(templates.Shop.Resources ?? {}).map(([id, resource]) => {
      const { LoadBalancers, ...others } = resource.Properties ?? {};
      return [id, LoadBalancers ? { ...resource, Properties: { ...others, LoadBalancers: (LoadBalancers as Balancer[]).map(change) } } : resource];
    }));
    return new LiveApplication([]).deploy({ ...templates, Shop: { ...templates.Shop, Resources } });
  };

  test.each<[string, (balancer: Balancer) => object]>([
    ['has no advancedConfiguration', ({ AdvancedConfiguration: _, ...others }) => others],
    ['does not forward to both target groups', withAdvanced({ ProductionListenerRule: 'arn:aws:of-another-rule' })],
    ['does not have an associated load balancer', withAdvanced({ AlternateTargetGroupArn: 'arn:aws:of-another-group' })],
  ])('is refused: %s', (message, change) => {
    expect(changedBalancer(change)).toEqual([expect.stringMatching(new RegExp(`^create .*InvalidParameterException: .*${message}`))]);
  });
});

describe('the simulation shows', () => {
  /** An aws-cdk-lib service with its listener rule. */
  const native = (version: number, hosts: readonly string[]) => step(['native', version, hosts], ({ stack, cluster, edge: { listener } }) => {
    const [first, second] = ['First', 'Second'].map(id =>
      new elbv2.ApplicationTargetGroup(stack, id, { vpc: cluster.vpc, port: 80, targetType: elbv2.TargetType.IP }));
    const rule = new elbv2.ApplicationListenerRule(stack, 'Rule', {
      listener,
      priority: 5,
      conditions: [elbv2.ListenerCondition.hostHeaders([...hosts])],
      action: elbv2.ListenerAction.weightedForward([{ targetGroup: first, weight: 1 }, { targetGroup: second, weight: 0 }]),
    });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', { image: IMAGE, portMappings: [{ containerPort: 80 }], environment: { VERSION: `${version}` } });
    const service = new ecs.FargateService(stack, 'Api', { cluster, taskDefinition, deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN });
    service.loadBalancerTarget({
      containerName: 'web',
      alternateTarget: new ecs.AlternateTarget('Alternate', { alternateTargetGroup: second, productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(rule) }),
    }).attachToApplicationTargetGroup(first);
  });

  test('that a CloudFormation rule loses the weights if its conditions change after a shift', () => {
    expect(changed('alternate', [to(HOST)], native(1, [HOST]), native(1, [HOST, OTHER]))).toContainEqual(expect.stringMatching(/^update Shop\/Rule.*: gap for .*First.* has no tasks$/));
    expect(changed('first', [to(HOST)], native(1, [HOST]), native(1, [HOST, OTHER]))).toEqual([]);
    expect(changed('first', [to(HOST)], native(1, [HOST]), native(2, [HOST]), native(2, [HOST, OTHER]))).not.toEqual([]);
  });

  /** The templates with a rule whose conditions change directly. */
  const withUpdateCall = (templates: Templates, host: string): Templates => {
    const Update = JSON.stringify({ action: 'modifyRule', parameters: { RuleArn: 'PHYSICAL:RESOURCEID:', Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [HOST, host] } }] } });
    const Resources = Object.fromEntries(Object.entries(templates.Shop.Resources ?? {}).map(([id, resource]) =>
      [id, JSON.stringify(resource.Properties?.Create ?? '').includes('createRule') ? { ...resource, Properties: { ...resource.Properties, Update } } : resource]));
    return { ...templates, Shop: { ...templates.Shop, Resources } };
  };

  test('that a rule is deleted in the rollback if its own update fails', () => {
    const live = new LiveApplication([to(HOST)]);
    const templates = templatesOf(api(1));
    live.deploy(withUpdateCall(templates, 'one.example.com'));
    const problems = live.deploy(withUpdateCall(templates, 'two.example.com'), /call modifyRule/);
    expect(problems).toContainEqual(expect.stringMatching(/^delete Shop\/ApiProductionRule.*gap for/));
  });
});

describe('a failing deployment', () => {
  test.each<[string, RegExp, string, Step]>([
    ['a call that changes the priority', /call setRulePriorities/, 'Throttling', api(2, 'blueGreen', { ...HOSTS, priority: 9 })],
    ['a call that changes the conditions', /call modifyRule/, 'Throttling', api(2, 'blueGreen', { ...HOSTS, priority: 9 })],
    ['new tasks that do not start', /new tasks started/, 'the service deployment failed', api(2, 'blueGreen', { ...HOSTS, priority: 9 })],
    ['an alarm in the bake time', /bake time/, 'the service deployment failed', api(2, 'linear', { ...HOSTS, priority: 9 })],
    ['a rolling deployment', /new tasks started/, 'the service deployment failed', api(2, 'prepared', HOSTS)],
    ['a record after the new version is deployed', /create .*RecordSet|create .*DNS/, 'InternalFailure', step(['recorded'], ({ stack, edge, serve }) =>
      serve('Api', Exposure.sharedAlb(edge, { ...HOSTS, domainZone: zoneIn(stack) }), 2, { deployment: DEPLOYMENTS.blueGreen }))],
  ])('because of %s is rolled back without a gap, and succeeds later', (_, failing, refusal, failed) => {
    for (const [firstGroup, order] of [['first', false], ['first', true], ['alternate', false], ['alternate', true]] as const) {
      const of = (each: Step) => order ? reversed(templatesOf(each)) : templatesOf(each);
      const live = new LiveApplication(REQUESTS, firstGroup);
      live.deploy(of(api(1)));
      const { names, rules } = live;
      expect(live.deploy(of(failed), failing)).toEqual([expect.stringMatching(new RegExp(`: refused: ${refusal}`))]);
      expect([live.names, live.rules]).toEqual([names, rules]);
      expect([failed, api(3), api(4)].flatMap(each => live.deploy(of(each)))).toEqual([]);
    }
  });
});

describe('a stack', () => {
  const EMPTY = step(['empty'], () => {});
  const inLateStack = ({ Shop }: Templates): Templates => ({ Late: Shop });

  test('loses all resources of a service that is removed', () => {
    const live = new LiveApplication([]);
    live.deploy(templatesOf(api(1, 'tested')));
    expect(live.names).toContainEqual(expect.stringMatching(/listener-rule/));
    expect(live.deploy(templatesOf(api(2, 'tested')))).toEqual([]);
    expect(live.deploy({ Shop: {}, Platform: templatesOf(EMPTY).Platform })).toEqual([]);
    expect(live.names.filter(name => !name.startsWith('Platform/'))).toEqual([]);
  });

  test('is rolled back and leaves nothing if its rule cannot be created', () => {
    const live = new LiveApplication(REQUESTS);
    live.deploy(templatesOf(api(1, 'tested', { priority: 4_000 })));
    const { names } = live;
    const problems = live.deploy(inLateStack(templatesOf(step(['late'], ({ edge, serve }) =>
      serve('Late', Exposure.sharedAlb(edge, { hosts: [OTHER], priority: 4_000 }), 1, { deployment: DEPLOYMENTS.tested })))));
    expect(problems).toEqual([expect.stringMatching(/^create Late\/.*refused: PriorityInUseException: 4000$/)]);
    expect(live.names).toEqual(names);
  });

  test('is rolled back and leaves nothing if its first version fails', () => {
    const live = new LiveApplication([]);
    live.deploy(templatesOf(EMPTY));
    const { names } = live;
    expect(live.deploy(templatesOf(api(1, 'tested')), /new tasks started/)).toEqual([expect.stringContaining('the service deployment failed')]);
    expect(live.names).toEqual(names);
  });
});
