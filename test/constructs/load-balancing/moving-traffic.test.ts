import { App, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { ContainerService, ContainerServiceProps, Deployment, EcsCluster, Exposure, ServiceEndpoint, SharedAlb } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { LiveApplication } from '../../support/live-update/live-application';
import { UpdatedTemplate } from '../../support/live-update/live-resource';
import { certificateIn, zoneIn } from '../../support/shared-alb';

const HOST = 'shop.example.com';
const REQUESTS = [{ host: HOST, path: '/', port: 443 }];

interface Step {
  readonly stack: Stack;
  readonly edge: SharedAlb;
  readonly service: (props: Partial<ContainerServiceProps>) => ContainerService;
}

type MakeStep = (step: Step) => void;

/** The templates of a step: a stack with a shared load balancer, and one with the service. */
function templatesOf(make: MakeStep, strength = 'weak'): Readonly<Record<string, UpdatedTemplate>> {
  const flags = { '@aws-cdk/aws-ecs-patterns:uniqueTargetGroupId': true, '@aws-cdk/core:defaultCrossStackReferences': strength };
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false, ...flags } });
  const platform = new Stack(app, 'Platform', { env: { region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(platform, 'Vpc');
  const cluster = new EcsCluster(platform, 'Cluster', { vpc });
  const edge = new SharedAlb(platform, 'Edge', { vpc, internetFacing: true, domains: [{ domainName: '*.example.com', domainZone: zoneIn(platform) }] });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1' } });
  make({ stack, edge, service: props => new ContainerService(stack, 'Api', { cluster, image: IMAGE, containerPort: 8080, ...props }) });
  const assembly = app.synth();
  return Object.fromEntries(['Platform', 'Shop'].map(name => [name, assembly.getStackByName(name).template as UpdatedTemplate]));
}

/** The gaps and refusals of each step after the first deployment. */
function problemsOf(...steps: readonly MakeStep[]): readonly (readonly string[])[] {
  return LiveApplication.problemsOf(REQUESTS, steps.map(step => templatesOf(step)));
}

const ownAlb = (stack: Stack, more: object = {}) =>
  Exposure.publicAlb({ domainName: HOST, domainZone: zoneIn(stack), certificate: certificateIn(stack, 'own'), ...more });

const OWN: MakeStep = ({ stack, service }) => { service({ exposure: ownAlb(stack) }); };

describe('moving a service from its own load balancer to a shared one', () => {
  const also = ({ edge }: Step, priority = 1) => Exposure.sharedAlb(edge, { hosts: [HOST], priority });
  const shared = ({ stack, edge }: Step) => Exposure.sharedAlb(edge, { hosts: [HOST], domainZone: zoneIn(stack) });

  const BOTH: MakeStep = step => { step.service({ exposure: ownAlb(step.stack) }).expose('Shared', also(step)); };
  const MOVED: MakeStep = step => { step.service({ exposure: ownAlb(step.stack, { domainTarget: step.edge.loadBalancer }) }).expose('Shared', also(step)); };
  const WITHOUT_OWN: MakeStep = step => { step.service({ exposure: shared(step) }).expose('Shared', also(step)); };
  const BEHIND: MakeStep = step => { step.service({ exposure: shared(step) }).expose('Shared', also(step, 49_999)); };
  const SHARED: MakeStep = step => { step.service({ exposure: shared(step) }); };

  test('has no gap in any of the five steps', () => {
    expect(problemsOf(OWN, BOTH, MOVED, WITHOUT_OWN, BEHIND, SHARED)).toEqual([[], [], [], [], []]);
  });

  test.each(['first', 'alternate'] as const)('has no gap with deployments that shift traffic, if the %s target group serves at first', firstGroup => {
    const deployment = Deployment.blueGreen();
    const shifting = (make: MakeStep): MakeStep => step => { make({ ...step, service: props => step.service({ ...props, deployment }) }); };
    const steps = [OWN, BOTH, MOVED, WITHOUT_OWN, BEHIND, SHARED].map(step => templatesOf(shifting(step)));
    expect(LiveApplication.problemsOf(REQUESTS, steps, firstGroup)).toEqual([[], [], [], [], []]);
  });

  describe('with strong references', () => {
    const [own, both, moved, withoutOwn] = [OWN, BOTH, MOVED, WITHOUT_OWN].map(step => templatesOf(step, 'strong'));

    test('is refused in the third step while the service uses the subnets of its load balancer', () => {
      const [, , problems] = LiveApplication.problemsOf(REQUESTS, [own, both, moved, withoutOwn]);
      expect(problems).toEqual(['Subnet1', 'Subnet2'].map(name => expect.stringMatching(`^update Platform: refused: Export .*Public${name}.* cannot be deleted as it is in use by Shop`)));
    });

    test('has no gap if the stack of the service is deployed first', () => {
      expect(LiveApplication.problemsOf(REQUESTS, [own, both, moved, { Shop: withoutOwn.Shop }, withoutOwn])).toEqual([[], [], [], []]);
    });
  });

  test('has no gap if the first two steps are combined: the record depends on the tasks', () => {
    expect(problemsOf(OWN, MOVED)).toEqual([[]]);
  });

  test('loses in one step the requests of clients with the old address', () => {
    const [problems] = problemsOf(OWN, SHARED);
    expect(problems.some(problem => /^delete .*gap for shop.example.com/.test(problem))).toBe(true);
  });

  test('sends requests to a target group without tasks, without the rule that comes first', () => {
    const before: MakeStep = step => {
      step.service({ exposure: ownAlb(step.stack, { domainTarget: step.edge.loadBalancer }) }).expose('Shared', also(step, 49_999));
    };
    const [problems] = problemsOf(before, BEHIND);
    expect(problems.some(problem => /^create .*ListenerRule.*has no tasks/.test(problem))).toBe(true);
  });

  test('loses requests if the second rule is removed while it comes first', () => {
    const [problems] = problemsOf(WITHOUT_OWN, SHARED);
    expect(problems.some(problem => /^update .*Service.*has no tasks/.test(problem))).toBe(true);
  });

  test('has no gap in the reverse direction in the same steps', () => {
    expect(problemsOf(SHARED, BEHIND, WITHOUT_OWN, MOVED, BOTH, OWN)).toEqual([[], [], [], [], []]);
  });
});

describe.each<[string, (certificate: acm.ICertificate) => Exposure]>([
  ['an internal load balancer', certificate => Exposure.internalAlb({ certificate })],
  ['a Network Load Balancer', certificate => Exposure.publicNlb({ certificate })],
])('moving a public service to %s', (_, exposureOf) => {
  const record = ({ stack }: Step, { loadBalancer }: ServiceEndpoint) => {
    const target = route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer!));
    new route53.ARecord(stack, 'Name', { zone: zoneIn(stack), recordName: HOST, target });
  };
  const first = ({ stack, service }: Step) => service({ exposure: Exposure.publicAlb({ certificate: certificateIn(stack, 'own') }) });
  const second = ({ stack }: Step, service: ContainerService) => service.expose('Second', exposureOf(certificateIn(stack, 'second')));

  const BEFORE: MakeStep = step => { record(step, first(step).endpoint!); };
  const BOTH: MakeStep = step => {
    const service = first(step);
    second(step, service);
    record(step, service.endpoint!);
  };
  const MOVED: MakeStep = step => { record(step, second(step, first(step))); };
  const AFTER: MakeStep = step => { record(step, second(step, step.service({ exposure: Exposure.none() }))); };

  test('has no gap over a second endpoint', () => {
    expect(problemsOf(BEFORE, BOTH, MOVED, AFTER)).toEqual([[], [], []]);
  });

  test('loses requests in one step', () => {
    const [problems] = problemsOf(BEFORE, AFTER);
    expect(problems).toContainEqual(expect.stringMatching(/gap for shop.example.com/));
  });
});
