import { App, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ContainerService, EcsCluster, Exposure, SharedAlb, SharedAlbDomain, SharedAlbExposureProps, SharedAlbProps } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { LiveApplication } from '../../support/live-update/live-application';
import { UpdatedTemplate } from '../../support/live-update/live-resource';
import { certificateIn, zoneIn } from '../../support/shared-alb';

const HOST = 'api.example.com';
const STRENGTHS = ['strong', 'weak'];

interface Step {
  readonly edge: (stack: Stack) => Partial<SharedAlbProps>;
  /** Undefined for a stack without a service. */
  readonly service?: (stack: Stack) => SharedAlbExposureProps;
  readonly listenerStrength?: ReferenceStrength;
}

/** The templates of a step: the stack of the load balancer is deployed before the stack of the service, which refers to it. */
function templatesOf({ edge, service, listenerStrength }: Step, strength: string): Readonly<Record<string, UpdatedTemplate>> {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false, '@aws-cdk/core:defaultCrossStackReferences': strength } });
  const network = new Stack(app, 'Network');
  const cluster = new EcsCluster(network, 'Cluster');
  const platform = new Stack(app, 'Edge');
  const alb = new SharedAlb(platform, 'Alb', { vpc: cluster.vpc, internetFacing: true, deletionProtection: false, ...edge(platform) });
  if (listenerStrength) { CrossStackReferences.of(alb.listener).produce(listenerStrength); }
  const shop = new Stack(app, 'Shop');
  if (service) { new ContainerService(shop, 'Api', { cluster, image: IMAGE, containerPort: 8080, exposure: Exposure.sharedAlb(alb, service(shop)) }); }
  const assembly = app.synth();
  return Object.fromEntries(['Network', 'Edge', 'Shop'].map(name => [name, assembly.getStackByName(name).template as UpdatedTemplate]));
}

/** The gaps and refusals of each step after the first deployment. */
function problemsOf(strength: string, ...steps: readonly Step[]): readonly (readonly string[])[] {
  return LiveApplication.problemsOf([{ host: HOST, path: '/', port: 443 }], steps.map(step => templatesOf(step, strength)));
}

const domains = (...names: readonly string[]) => (stack: Stack): { readonly domains: SharedAlbDomain[] } =>
  ({ domains: names.map(domainName => ({ domainName, domainZone: zoneIn(stack) })) });

const recorded = (stack: Stack): SharedAlbExposureProps => ({ hosts: [HOST], domainZone: zoneIn(stack) });
const ONE = domains('shop.example.com');
const WILDCARD = domains('shop.example.com', '*.example.com');
const OWN_CERTIFICATE = (stack: Stack): SharedAlbExposureProps => {
  const certificate = new acm.Certificate(stack, 'OwnCertificate', { domainName: HOST, validation: acm.CertificateValidation.fromDns(zoneIn(stack)) });
  return { ...recorded(stack), certificates: [certificate] };
};

describe('replacing a shared load balancer while services use it', () => {
  const public_ = { edge: ONE, service: recorded };
  const internal = { ...public_, edge: (stack: Stack) => ({ ...ONE(stack), internetFacing: false }) };

  test.each(STRENGTHS)('is refused with %s references', strength => {
    const [problems] = problemsOf(strength, public_, internal);
    expect(problems).toContainEqual(expect.stringMatching(/^update Edge: refused: Export .*Listener.* cannot be updated as it is in use by Shop$/));
  });

  test('would lose the requests of a service with weak references', () => {
    const [problems] = problemsOf('weak', ...[public_, internal].map(step => ({ ...step, listenerStrength: ReferenceStrength.WEAK })));
    expect(problems).not.toContainEqual(expect.stringMatching(/Export .*Listener/));
    expect(problems).toContainEqual(expect.stringMatching(/gap for api.example.com/));
  });
});

test.each(STRENGTHS)('the last service can be removed with %s references, and the exports remain', strength => {
  const [problems] = problemsOf(strength, { edge: ONE, service: recorded }, { edge: ONE });
  expect(problems.filter(problem => problem.startsWith('update Edge'))).toEqual([]);
});

describe.each(STRENGTHS)('certificates of a shared load balancer, with %s references', strength => {
  const given = (...certificateNames: readonly string[]) => (stack: Stack) => ({ ...ONE(stack), certificates: [certificateIn(stack, 'given')], certificateNames: [...certificateNames] });

  test('can be added for other names, and for the names of services', () => {
    expect(problemsOf(strength, { edge: ONE, service: recorded }, { edge: given('www.example.org'), service: recorded }, { edge: given('*.example.com'), service: recorded }))
      .toEqual([[], []]);
  });

  test('lose no request if their names are removed first', () => {
    expect(problemsOf(strength, { edge: given('*.example.com'), service: recorded }, { edge: given(), service: recorded }, { edge: ONE, service: recorded }))
      .toEqual([[], []]);
  });

  test('leave services without a certificate if they are removed in one step', () => {
    const [problems] = problemsOf(strength, { edge: given('*.example.com'), service: recorded }, { edge: ONE, service: recorded });
    expect(problems).toContainEqual(expect.stringMatching(/^create Shop.*has no certificate for api.example.com$/));
  });
});

test.each(STRENGTHS)('another first domain, with the default certificate, loses no request (%s references)', strength => {
  const [one, two] = [domains('shop.example.com', '*.example.com'), domains('*.example.com', 'shop.example.com')].map(edge => ({ edge, service: recorded }));
  expect(problemsOf(strength, one, two, one)).toEqual([[], []]);
});

describe.each(STRENGTHS)('the wildcard domain of a host, with %s references', strength => {
  test('can be added while the service has a record and a certificate', () => {
    expect(problemsOf(strength, { edge: ONE, service: recorded }, { edge: WILDCARD, service: recorded })).toEqual([[]]);
  });

  test('leaves the host without a certificate when it is removed in one step', () => {
    const [problems] = problemsOf(strength, { edge: WILDCARD, service: recorded }, { edge: ONE, service: recorded });
    expect(problems).toContainEqual(expect.stringMatching(/^delete Edge.*has no certificate for api.example.com$/));
  });

  test('leaves a host without its own record without a record', () => {
    const [problems] = problemsOf(strength, { edge: WILDCARD, service: () => ({ hosts: [HOST] }) }, { edge: ONE, service: recorded });
    expect(problems).toContainEqual(expect.stringMatching(/^delete Edge.*no record of api.example.com$/));
  });

  test('can be removed if the service has its own record and certificate first', () => {
    const before = { edge: WILDCARD, service: () => ({ hosts: [HOST] }) };
    const steps = [{ edge: WILDCARD, service: OWN_CERTIFICATE }, { edge: ONE, service: OWN_CERTIFICATE }, { edge: ONE, service: recorded }];
    expect(problemsOf(strength, before, ...steps)).toEqual([[], [], []]);
  });
});

describe.each(STRENGTHS)('a domain with a record of a service, with %s references', strength => {
  const before = { edge: ONE, service: recorded };

  test('is refused, because the record exists', () => {
    const [problems] = problemsOf(strength, before, { edge: domains('shop.example.com', HOST), service: recorded });
    expect(problems).toContainEqual(expect.stringMatching(/^create Edge.*refused: InvalidChangeBatch: api.example.com. A already exists$/));
  });

  test('leaves the record to the service if it has a certificate and no hosted zone', () => {
    const edge = (stack: Stack) => {
      const certificate = new acm.Certificate(stack, 'ApiCertificate', { domainName: HOST, validation: acm.CertificateValidation.fromDns(zoneIn(stack)) });
      return { domains: [...ONE(stack).domains, { domainName: HOST, certificate }] };
    };
    expect(problemsOf(strength, before, { edge, service: recorded })).toEqual([[]]);
  });

  test('takes over the record with a gap: the name has no record until the stack of the load balancer is deployed', () => {
    const unrecorded = (stack: Stack) => ({ ...OWN_CERTIFICATE(stack), domainZone: undefined });
    const [removed, taken] = problemsOf(strength, before, { edge: ONE, service: unrecorded }, { edge: domains('shop.example.com', HOST), service: unrecorded });
    for (const problems of [removed, taken]) { expect(problems.every(problem => problem.endsWith('no record of api.example.com'))).toBe(true); }
    expect(removed).not.toEqual([]);
  });
});

test.each(STRENGTHS)('another first host of a service is refused, because its name has a record (%s references)', strength => {
  const hosts = (...names: string[]) => (stack: Stack) => ({ hosts: names, domainZone: zoneIn(stack) });
  const [, problems] = problemsOf(strength, { edge: ONE, service: hosts(HOST) }, { edge: ONE, service: hosts(HOST, 'www.example.com') }, { edge: ONE, service: hosts('www.example.com', HOST) });
  expect(problems).toContainEqual(expect.stringMatching(/refused: InvalidChangeBatch: www.example.com. A already exists$/));
});
