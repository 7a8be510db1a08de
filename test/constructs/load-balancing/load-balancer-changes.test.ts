import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { ContainerService, EcsCluster, Exposure } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { LiveApplication } from '../../support/live-update/live-application';
import { UpdatedTemplate } from '../../support/live-update/live-resource';
import { certificateIn, zoneIn } from '../../support/shared-alb';

const HOST = 'shop.example.com';

/** A stack with a load balancer, whose listener answers 404, and services. */
interface Step {
  readonly stack: Stack;
  readonly listener: elbv2.ApplicationListener;
  readonly serve: (id: string, exposure: Exposure) => ContainerService;
}

type MakeStep = (step: Step) => void;

function templatesOf(make: MakeStep, hasUniqueTargetGroupIds = true): Readonly<Record<string, UpdatedTemplate>> {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false, '@aws-cdk/aws-ecs-patterns:uniqueTargetGroupId': hasUniqueTargetGroupIds } });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc });
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Front', { vpc, internetFacing: true });
  const listener = loadBalancer.addListener('Https', {
    port: 443, certificates: [certificateIn(stack, 'front')], defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  new route53.ARecord(stack, 'Record', {
    zone: zoneIn(stack), recordName: HOST, target: route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer)),
  });
  make({ stack, listener, serve: (id, exposure) => new ContainerService(stack, id, { cluster, image: IMAGE, containerPort: 8080, exposure }) });
  return { Shop: app.synth().getStackByName('Shop').template as UpdatedTemplate };
}

/** The gaps and refusals of each step after the first deployment. */
function problemsOf(...steps: readonly MakeStep[]): readonly (readonly string[])[] {
  return LiveApplication.problemsOf([{ host: HOST, path: '/', port: 443 }], steps.map(step => templatesOf(step)));
}

describe('moving the default of a listener', () => {
  const OLD: MakeStep = ({ listener, serve }) => { serve('Old', Exposure.albListenerDefault(listener)); };

  const oldAndNew = (exposure: (listener: elbv2.ApplicationListener) => Exposure): MakeStep => step => {
    OLD(step);
    step.serve('New', exposure(step.listener));
  };
  const WAITING = oldAndNew(listener => Exposure.albListenerRule(listener, { hosts: ['unused.example.com'] }));
  const FIRST = oldAndNew(listener => Exposure.albListenerRule(listener, { paths: ['/*'], priority: 49_999 }));
  const NEW: MakeStep = ({ listener, serve }) => { serve('New', Exposure.albListenerDefault(listener, { priority: 49_999 })); };

  test('has no gap in the documented steps', () => {
    expect(problemsOf(OLD, WAITING, FIRST, NEW)).toEqual([[], [], []]);
  });

  test('is refused in one step, because both rules have the same priority', () => {
    const [problems] = problemsOf(OLD, ({ listener, serve }) => { serve('New', Exposure.albListenerDefault(listener)); });
    expect(problems).toContainEqual(expect.stringContaining('refused: PriorityInUse: 50000'));
  });

  test('loses requests in one step with two priorities, until the new service has tasks', () => {
    const [problems] = problemsOf(OLD, NEW);
    expect(problems).toContainEqual(expect.stringMatching(/gap for shop.example.com.*has no tasks/));
  });
});

describe('another protocol version of the target group', () => {
  const HTTP2 = { protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2 };
  const service = (step: Step, options: object = {}) => step.serve('Api', Exposure.albListenerRule(step.listener, { hosts: [HOST], priority: 100, ...options }));
  const second = (step: Step, to: ContainerService, conditions: object) => {
    to.expose('Http2', Exposure.albListenerRule(step.listener, { priority: 1, ...HTTP2, ...conditions }));
  };
  const UNUSED = { hosts: ['unused.example.com'] };

  const BEFORE: MakeStep = step => { service(step); };
  const WAITING: MakeStep = step => { second(step, service(step), UNUSED); };
  const SECOND: MakeStep = step => { second(step, service(step), { hosts: [HOST] }); };
  const REPLACED: MakeStep = step => { second(step, service(step, HTTP2), { hosts: [HOST] }); };
  const LEAVING: MakeStep = step => { second(step, service(step, HTTP2), UNUSED); };
  const AFTER: MakeStep = step => { service(step, HTTP2); };

  test('has no gap over a second endpoint', () => {
    expect(problemsOf(BEFORE, WAITING, SECOND, REPLACED, LEAVING, AFTER)).toEqual([[], [], [], [], []]);
  });

  test('sends requests to an empty target group in one step', () => {
    const [problems] = problemsOf(BEFORE, AFTER);
    expect(problems).toContainEqual(expect.stringMatching(/^update .*ListenerRule.*has no tasks/));
  });
});

describe('a service with its own load balancer', () => {
  const own = (props: object): MakeStep => ({ stack, serve }) => {
    serve('Own', Exposure.publicAlb({ domainName: 'own.example.com', domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own'), ...props }));
  };

  const deployed = (templates: readonly ReturnType<typeof templatesOf>[]) => LiveApplication.problemsOf([{ host: 'own.example.com', path: '/', port: 443 }], templates);
  const ofOwn = (...steps: readonly MakeStep[]) => deployed(steps.map(step => templatesOf(step)));

  test('keeps its traffic when props of the listener and the target group change', () => {
    expect(ofOwn(own({}), own({ healthCheckPath: '/health', idleTimeout: undefined, openListener: false }))).toEqual([[]]);
  });

  test('loses requests with another name of the load balancer: the tasks leave the old one before clients resolve the new one', () => {
    const [problems] = ofOwn(own({}), own({ loadBalancerName: 'shop' }));
    expect(problems).toContainEqual(expect.stringMatching(/^update .*Service.*has no tasks/));
    expect(problems).toContainEqual(expect.stringMatching(/^delete .*does not exist/));
  });

  test('is refused another name without the feature flag for ids, because its target group cannot have two load balancers', () => {
    const [problems] = deployed([templatesOf(own({}), false), templatesOf(own({ loadBalancerName: 'shop' }), false)]);
    expect(problems).toContainEqual(expect.stringContaining('refused: TargetGroupAssociationLimit'));
  });

  test('keeps a load balancer with deletion protection, which AWS refuses to delete', () => {
    const [problems] = ofOwn(own({ deletionProtection: true }), own({ deletionProtection: true, loadBalancerName: 'shop' }));
    expect(problems).toContainEqual(expect.stringContaining('refused: OperationNotPermitted'));
  });

  test('is refused without TLS, because two listeners would use port 80', () => {
    const [problems] = ofOwn(own({}), own({ certificate: undefined, insecureHttp: true }));
    expect(problems).toContainEqual(expect.stringContaining('refused: DuplicateListener: port 80'));
  });

  test('is refused with another id, because its name has a record', () => {
    const [problems] = ofOwn(own({}), ({ stack, serve }) => {
      serve('Renamed', Exposure.publicAlb({ domainName: 'own.example.com', domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own') }));
    });
    expect(problems).toContainEqual(expect.stringContaining('already exists'));
  });
});

describe('swapped priorities', () => {
  const serve = (one: number, other: number): MakeStep => step => {
    step.serve('One', Exposure.albListenerRule(step.listener, { hosts: [HOST], priority: one }));
    step.serve('Other', Exposure.albListenerRule(step.listener, { hosts: ['other.example.com'], priority: other }));
  };

  test('are refused, and the stack is rolled back', () => {
    expect(problemsOf(serve(1, 2), serve(2, 1), serve(1, 2))).toEqual([[expect.stringContaining('refused: PriorityInUse: 2')], []]);
  });

  test('can be reached in three deployments', () => {
    expect(problemsOf(serve(1, 2), serve(3, 2), serve(3, 1), serve(2, 1))).toEqual([[], [], []]);
  });
});

describe('renaming a service with its own load balancer', () => {
  const NAME = 'own.example.com';
  const own = (id: string, named: boolean): MakeStep => ({ stack, serve }) => {
    serve(id, Exposure.publicAlb({ certificate: certificateIn(stack, id), ...(named ? { domainName: NAME, domainZone: zoneIn(stack) } : {}) }));
  };
  const also = (...steps: readonly MakeStep[]): MakeStep => step => { for (const each of steps) { each(step); } };
  const recorded = (id: string, others: readonly string[] = []): MakeStep => ({ stack, serve }) => {
    const [service] = [id, ...others].map(each => serve(each, Exposure.publicAlb({ certificate: certificateIn(stack, each) })));
    const target = route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(service.endpoint!.loadBalancer!));
    const record = new route53.ARecord(stack, 'Name', { zone: zoneIn(stack), recordName: NAME, target });
    (record.node.defaultChild as route53.CfnRecordSet).overrideLogicalId(OLD_RECORD);
  };
  const ofName = (...steps: readonly MakeStep[]) => LiveApplication.problemsOf([{ host: NAME, path: '/', port: 443 }], steps.map(step => templatesOf(step)));
  const [OLD_RECORD] = Object.entries(templatesOf(own('Old', true)).Shop.Resources ?? {})
    .filter(([, { Type, Properties }]) => Type === 'AWS::Route53::RecordSet' && Properties?.Name === `${NAME}.`).map(([id]) => id);

  test('leaves the name without a record from the second deployment to the third, and has no other gap', () => {
    const steps = [own('Old', true), also(own('Old', true), own('New', false)), also(own('Old', false), own('New', false)), also(own('Old', false), own('New', true)), own('New', true)];
    const [added, removed, named, after] = ofName(...steps);
    expect([added, after]).toEqual([[], []]);
    for (const problems of [removed, named]) { expect(problems.every(problem => problem.endsWith(`no record of ${NAME}`))).toBe(true); }
    expect(removed).not.toEqual([]);
  });

  test('has no gap with a record in the stack that has the logical id of the old one', () => {
    expect(ofName(own('Old', true), recorded('Old', ['New']), recorded('New', ['Old']), recorded('New'))).toEqual([[], [], []]);
  });
});

describe('a default action for the listener of a default service', () => {
  const ACTION = elbv2.ListenerAction.fixedResponse(404);

  /** The listener, its default service, and the rule in the guide while the default action changes. */
  const front = (defaultAction?: elbv2.ListenerAction, withRule = false): MakeStep => ({ stack, listener: { loadBalancer }, serve }) => {
    const listener = loadBalancer.addListener('Front', { port: 8443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [certificateIn(stack, 'second')], defaultAction });
    const { targetGroup } = serve('Web', Exposure.albListenerDefault(listener)).endpoint!;
    if (!withRule) { return; }
    new elbv2.ApplicationListenerRule(stack, 'Meanwhile', {
      listener, priority: 49_000, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])], targetGroups: [targetGroup as elbv2.ApplicationTargetGroup],
    });
  };
  const onFront = (...steps: readonly MakeStep[]) => LiveApplication.problemsOf([{ host: HOST, path: '/', port: 8443 }], steps.map(step => templatesOf(step)));

  test('has no gap with the rule in the guide', () => {
    expect(onFront(front(), front(undefined, true), front(ACTION))).toEqual([[], []]);
  });

  test('answers requests in one step, before the service has a rule', () => {
    const [problems] = onFront(front(), front(ACTION));
    expect(problems).toContainEqual(expect.stringMatching(/^update .*Front.*forwards the request to no target group/));
  });
});

test('a service whose target group has no listener is refused', () => {
  const withRule = templatesOf(({ listener, serve }) => { serve('Api', Exposure.albListenerRule(listener, { hosts: [HOST] })); }).Shop;
  const Resources = Object.fromEntries(Object.entries(withRule.Resources ?? {}).filter(([, { Type }]) => Type !== 'AWS::ElasticLoadBalancingV2::ListenerRule'));
  const [problems] = LiveApplication.problemsOf([], [{}, { Shop: { Resources } }]);
  expect(problems).toEqual([expect.stringMatching(/^create .*Service.*refused: InvalidParameterException: .*does not have an associated load balancer$/)]);
});
