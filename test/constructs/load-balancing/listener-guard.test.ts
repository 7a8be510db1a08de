import { CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService, ContainerServiceProps, Deployment, Exposure, NlbExposureProps, TestTraffic } from '../../../src';
import { makeService, newStack } from '../../support/container-service';
import { zoneIn } from '../../support/shared-alb';

const PARAMETER = 'AWS::SSM::Parameter';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const NAME = { 'Fn::Join': ['', ['/cdk-ecs-shipshape/', { Ref: 'AWS::StackName' }, Match.stringLikeRegexp('^/StackApi\\w*/a-changed-listener-would-move-traffic$')]] };

type Exposed = (stack: Stack) => Partial<NlbExposureProps>;
type Change = (service: ContainerService) => unknown;

const NOTHING: Change = () => undefined;

const PINNED: Exposed = stack => ({ certificate: certificateIn(stack), sslPolicy: elbv2.SslPolicy.TLS13_RES });

function certificateIn(stack: Stack, domainName = 'own.example.com'): acm.Certificate {
  return new acm.Certificate(stack, 'Own', { domainName });
}

function guarded(exposed: Exposed, props: Partial<ContainerServiceProps> = {}, change: Change = NOTHING): Template {
  const stack = newStack();
  const service = makeService(stack, { exposure: Exposure.publicNlb(exposed(stack)), deployment: Deployment.blueGreen(), ...props });
  change(service);
  return Template.fromStack(stack);
}

function guardOf(template: Template): string { return Object.keys(template.findResources(PARAMETER)).join(); }

const listenerOf = ({ endpoint }: ContainerService) => endpoint!.listener!.node.defaultChild as CfnResource;

describe('the guard of a listener of a Network Load Balancer', () => {
  test.each([
    ['blueGreen', Deployment.blueGreen()],
    ['canary', Deployment.canary()],
    ['linear', Deployment.linear()],
  ])('exists with Deployment.%s, with a constant name', (_, deployment) => {
    const template = guarded(PINNED, { deployment });
    template.hasResourceProperties(PARAMETER, { Name: NAME, Type: 'String' });
    template.hasResource(LISTENER, { DependsOn: Match.arrayWith([guardOf(template)]) });
  });

  test('is created before the test listener too', () => {
    const template = guarded(PINNED, { deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(8443) }) });
    template.resourcePropertiesCountIs(LISTENER, { Port: 8443 }, 1);
    template.allResources(LISTENER, { DependsOn: Match.arrayWith([guardOf(template)]) });
  });

  test.each([
    ['Deployment.rolling', Deployment.rolling()],
    ['trafficShift, with which the listener changes on purpose', Deployment.rolling({ trafficShift: true })],
    ['Deployment.codeDeploy', Deployment.codeDeploy()],
  ])('does not exist with %s', (_, deployment) => { guarded(PINNED, { deployment }).resourceCountIs(PARAMETER, 0); });

  test('does not exist with an Application Load Balancer, whose listener has no weights', () => {
    guarded(() => ({}), { exposure: Exposure.publicAlb({ insecureHttp: true }) }).resourceCountIs(PARAMETER, 0);
  });

  test('exists for each additional endpoint, with another name', () => {
    const template = guarded(PINNED, {}, service => service.expose('Inner', Exposure.internalNlb({ listenerPort: 1883 })));
    template.resourceCountIs(PARAMETER, 2);
    template.hasResourceProperties(PARAMETER, { Name: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('ApiInner')])] } });
  });
});

describe('the logical id of the guard', () => {
  const before = guardOf(guarded(PINNED));

  test('is the id of the CDK with eight additional characters', () => { expect(before).toMatch(/^ApiListenerGuard[0-9A-F]{16}$/); });

  test.each<[string, Exposed, Change]>([
    ['sslPolicy', stack => ({ ...PINNED(stack), sslPolicy: elbv2.SslPolicy.TLS13_13 }), NOTHING],
    ['alpnPolicy', stack => ({ ...PINNED(stack), alpnPolicy: elbv2.AlpnPolicy.HTTP2_ONLY }), NOTHING],
    ['listenerPort', stack => ({ ...PINNED(stack), listenerPort: 8883 }), NOTHING],
    ['protocol', () => ({ protocol: elbv2.Protocol.TCP, listenerPort: 443, insecureHttp: true }), NOTHING],
    ['certificate', stack => ({ ...PINNED(stack), certificate: new acm.Certificate(stack, 'Another', { domainName: 'own.example.com' }) }), NOTHING],
    ['names of a certificate, which replace it', stack => ({ sslPolicy: elbv2.SslPolicy.TLS13_RES, certificate: certificateIn(stack, 'another.example.com') }), NOTHING],
    ['overrides', PINNED, service => listenerOf(service).addPropertyOverride('SslPolicy', 'ELBSecurityPolicy-TLS13-1-3-2021-06')],
  ])('changes with %s of the listener', (_, exposed, change) => { expect(guardOf(guarded(exposed, {}, change))).not.toBe(before); });

  test('changes with the name of a certificate that is created', () => {
    const created = (domainName: string) => guardOf(guarded(stack => ({ domainName, domainZone: zoneIn(stack) })));
    expect(created('own.example.com')).not.toBe(created('another.example.com'));
  });

  test.each<[string, Exposed, Partial<ContainerServiceProps>]>([
    ['additionalCertificates', stack => ({ ...PINNED(stack), additionalCertificates: [new acm.Certificate(stack, 'More', { domainName: 'more.example.com' })] }), {}],
    ['crossZoneEnabled', stack => ({ ...PINNED(stack), crossZoneEnabled: true }), {}],
    ['openListener', stack => ({ ...PINNED(stack), openListener: false }), {}],
    ['desiredCount', PINNED, { desiredCount: 5 }],
    ['another deployment that shifts traffic', PINNED, { deployment: Deployment.canary() }],
  ])('does not change with other settings: %s', (_, exposed, props) => { expect(guardOf(guarded(exposed, props))).toBe(before); });
});
