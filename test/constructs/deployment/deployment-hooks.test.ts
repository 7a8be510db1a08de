import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { runInNewContext } from 'vm';
import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ContainerServiceProps, Deployment, DeploymentHook, EcsCluster, Exposure, SharedAlb, SharedAlbExposureProps, SharedAlbProps, SmokeTestProps, TestTraffic } from '../../../src';
import { SMOKE_TEST_CODE } from '../../../src/constructs/deployment/hooks/smoke-test-code';
import { makeService, newStack } from '../../support/container-service';
import { certificateIn, zoneIn } from '../../support/shared-alb';

const SERVICE = 'AWS::ECS::Service';
const FUNCTION = 'AWS::Lambda::Function';
const PUBLIC = Exposure.publicAlb({ insecureHttp: true });
const TEST_HEADER = TestTraffic.header('x-test', 'green');
const { DeploymentLifecycleStage: Stage } = ecs;

type Hooks = (stack: Stack) => DeploymentHook[];
type Props = (stack: Stack) => Partial<ContainerServiceProps>;

function stackWith(hooks: Hooks, props: Props = () => ({}), testTraffic: TestTraffic | undefined = TEST_HEADER): Stack {
  const stack = newStack();
  makeService(stack, { exposure: PUBLIC, deployment: Deployment.blueGreen({ testTraffic, hooks: hooks(stack) }), ...props(stack) });
  return stack;
}

const withHooks = (hooks: Hooks, props?: Props, testTraffic?: TestTraffic) => Template.fromStack(stackWith(hooks, props, testTraffic));

function refusal(hooks: Hooks, props?: Props): string {
  try { stackWith(hooks, props); } catch (error) { return (error as Error).message; }
  return 'not refused';
}

function handlerIn(stack: Stack, id = 'Check'): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};') });
}

const hasHooks = (template: Template, ...hooks: object[]) =>
  template.hasResourceProperties(SERVICE, { DeploymentConfiguration: { LifecycleHooks: hooks } });

describe('a function', () => {
  test('is invoked at its stages, with its details', () => {
    hasHooks(withHooks(stack => [DeploymentHook.lambda(handlerIn(stack), { stages: [Stage.PRE_SCALE_UP, Stage.POST_SCALE_UP], details: { table: 'orders' } })]), {
      HookTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Check'), 'Arn'] },
      RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeploymentHooksRole'), 'Arn'] },
      LifecycleStages: ['PRE_SCALE_UP', 'POST_SCALE_UP'],
      HookDetails: '{"table":"orders"}',
    });
  });

  test('can be invoked by ECS before the service is deployed', () => {
    const template = withHooks(stack => [DeploymentHook.lambda(handlerIn(stack), { stages: [Stage.PRE_SCALE_UP] })]);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: Match.stringLikeRegexp('DeploymentHooksRole') }],
      PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Check'), 'Arn'] } }] },
    });
    template.hasResource(SERVICE, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('DeploymentHooksRoleGrants')]) });
  });

  test('shares its role with others', () => {
    const stages = [Stage.PRE_SCALE_UP];
    const template = withHooks(stack => ['A', 'B'].map(id => DeploymentHook.lambda(handlerIn(stack, id), { stages })));
    expect(Object.keys(template.findResources('AWS::IAM::Role')).filter(id => id.startsWith('ApiDeploymentHooksRole'))).toHaveLength(1);
  });

  test('requires a stage', () => {
    expect(refusal(stack => [DeploymentHook.lambda(handlerIn(stack), { stages: [] })])).toContain("DeploymentHook.lambda ('Stack/Check') has no stages; set stages");
  });
});

describe('an approval', () => {
  test('waits one day before traffic is shifted, and then rolls back', () => {
    const template = withHooks(() => [DeploymentHook.approval()]);
    hasHooks(template, { TargetType: 'PAUSE', LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'], TimeoutConfiguration: { TimeoutInMinutes: 1440, Action: 'ROLLBACK' } });
    expect(Object.keys(template.findResources('AWS::IAM::Role')).filter(id => id.startsWith('ApiDeploymentHooks'))).toEqual([]);
  });

  test('accepts another stage, timeout and action', () => {
    const approval = DeploymentHook.approval({ stage: Stage.POST_PRODUCTION_TRAFFIC_SHIFT, timeout: Duration.hours(1), continueOnTimeout: true });
    hasHooks(withHooks(() => [approval]), {
      TargetType: 'PAUSE', LifecycleStages: ['POST_PRODUCTION_TRAFFIC_SHIFT'], TimeoutConfiguration: { TimeoutInMinutes: 60, Action: 'CONTINUE' },
    });
  });

  test.each<[string, DeploymentHook[]]>([
    ['DeploymentHook.approval: a deployment cannot wait at TEST_TRAFFIC_SHIFT', [DeploymentHook.approval({ stage: Stage.TEST_TRAFFIC_SHIFT })]],
    ['DeploymentHook.approval: a deployment cannot wait at PRODUCTION_TRAFFIC_SHIFT', [DeploymentHook.approval({ stage: Stage.PRODUCTION_TRAFFIC_SHIFT })]],
    ['DeploymentHook.approval: timeout (0.5 minutes) must be a whole number of at least 1', [DeploymentHook.approval({ timeout: Duration.seconds(30) })]],
    ['can wait 2885 minutes in all (bakeTime 5, approval 1440, approval 1440), and CloudFormation fails an update after 2160 (36 hours)', [DeploymentHook.approval(), DeploymentHook.approval({ stage: Stage.POST_PRODUCTION_TRAFFIC_SHIFT })]],
    ['hooks has 11 hooks of type approval, and ECS allows 10', Array.from({ length: 11 }, () => DeploymentHook.approval({ timeout: Duration.minutes(1) }))],
  ])('is refused: %s', (message, hooks) => {
    expect(refusal(() => hooks)).toContain(message);
  });

  test('of 20 days is refused with only one of the limits', () => {
    const message = refusal(() => [DeploymentHook.approval({ timeout: Duration.days(20) })]);
    expect(message).toContain('[Stack/Api] the deployment can wait 28805 minutes in all (bakeTime 5, approval 28800), and CloudFormation fails an update after 2160 (36 hours)');
    expect(message).not.toContain('20160');
  });
});

/** A service behind a shared load balancer in its stack. */
const onShared = (rule: SharedAlbExposureProps, props: Partial<SharedAlbProps> = {}): Props => stack => {
  const cluster = new EcsCluster(stack, 'Cluster');
  return { cluster, exposure: Exposure.sharedAlb(new SharedAlb(stack, 'Edge', { vpc: cluster.vpc, ...props }), rule) };
};

describe('a smoke test', () => {
  const smokeTest = [DeploymentHook.smokeTest('/health')];
  const variables = (template: Template) => (Object.values(template.findResources(FUNCTION, { Properties: { Description: Match.stringLikeRegexp('Smoke test') } }))[0].Properties as
    { Environment: { Variables: Record<string, unknown> } }).Environment.Variables;

  test('runs after the test traffic is shifted', () => {
    hasHooks(withHooks(() => smokeTest), {
      HookTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SmokeTest'), 'Arn'] }, RoleArn: Match.anyValue(), LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
    });
  });

  test('requests the path of the load balancer, with the header of test traffic', () => {
    expect(variables(withHooks(() => smokeTest))).toEqual({
      PROTOCOL: 'http',
      DNS_NAME: { 'Fn::GetAtt': [expect.stringMatching(/^ApiLB/), 'DNSName'] },
      PORT: '80',
      REQUEST_PATH: '/health',
      STATUS_CODES: '200',
      ATTEMPTS: '5',
      HEADER_NAME: 'x-test',
      HEADER_VALUE: 'green',
    });
  });

  test('sends the host name of the service to the port of test traffic', () => {
    const exposure = (stack: Stack) => ({ exposure: Exposure.publicAlb({ domainName: 'a.example.com', domainZone: zoneIn(stack), certificate: certificateIn(stack, 'a') }) });
    expect(variables(withHooks(() => smokeTest, exposure, TestTraffic.port(8443)))).toMatchObject({ PROTOCOL: 'https', PORT: '8443', HOST: 'a.example.com' });
  });

  test('runs outside the VPC for a public load balancer, and in the subnets of the tasks for an internal one', () => {
    withHooks(() => smokeTest).hasResourceProperties(FUNCTION, { Description: 'Smoke test of deployments of Stack/Api/DeploymentHooks', VpcConfig: Match.absent() });
    const internal = withHooks(() => smokeTest, () => ({ exposure: Exposure.internalAlb() }));
    internal.hasResourceProperties(FUNCTION, { Description: Match.stringLikeRegexp('Smoke test'), VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() } });
    internal.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { Description: 'Smoke test', FromPort: 80 });
  });

  const groupOf = (template: Template) => Object.entries(template.findResources('AWS::EC2::SecurityGroup')).find(([id]) => id.includes('SmokeTest'))!;

  test('can connect only to the internal load balancer of the service', () => {
    const internal = withHooks(() => smokeTest, () => ({ exposure: Exposure.internalAlb() }));
    const [id, { Properties: { SecurityGroupEgress } }] = groupOf(internal);
    expect(SecurityGroupEgress).toBeUndefined();
    internal.resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] } }, 1);
    internal.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] }, FromPort: 80, ToPort: 80 });
  });

  test('can connect to any address from the VPC for a public load balancer', () => {
    const [, { Properties: { SecurityGroupEgress } }] = groupOf(withHooks(() => [DeploymentHook.smokeTest('/health', { fromVpc: true })]));
    expect(SecurityGroupEgress).toMatchObject([{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }]);
  });

  test('uses a shared load balancer in another stack', () => {
    const stack = newStack('eu-west-1');
    const platform = new Stack(stack.node.scope!, 'Platform', { env: { region: 'eu-west-1' } });
    const cluster = new EcsCluster(platform, 'Cluster');
    const edge = new SharedAlb(platform, 'Edge', { vpc: cluster.vpc, internetFacing: true, certificates: [acm.Certificate.fromCertificateArn(platform, 'C', 'arn:aws:acm:eu-west-1:111122223333:certificate/1')] });
    makeService(stack, {
      cluster,
      exposure: Exposure.sharedAlb(edge, { hosts: ['*.example.com', 'a.example.com'] }),
      deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER, hooks: smokeTest }),
    });
    expect(variables(Template.fromStack(stack))).toMatchObject({ PROTOCOL: 'https', PORT: '443', HOST: 'a.example.com', DNS_NAME: expect.anything() });
  });

  test.each<[string, Props, SmokeTestProps]>([
    ['needs host: the exposure forwards wildcard hosts only (*.example.com)', onShared({ hosts: ['*.example.com'] }), {}],
    ["host 'b.example.org' is not among the hosts", onShared({ hosts: ['*.example.com'] }), { host: 'b.example.org' }],
    ['the exposure forwards requests from sourceIps only, which do not include the address of the function', onShared({ hosts: ['a.example.com'], sourceIps: ['203.0.113.0/24'] }), {}],
    ['forwards requests with the method POST or PUT only', onShared({ paths: ['/*'], methods: ['POST', 'PUT'] }), {}],
    ['forwards requests with the header x-tenant only', onShared({ paths: ['/*'], headers: { 'x-tenant': ['a'] } }), {}],
    ['forwards requests with a query string only', onShared({ paths: ['/*'], queryStrings: { v: ['1'] } }), {}],
    ['with the method POST only', onShared({ paths: ['/*'], conditions: [elbv2.ListenerCondition.httpRequestMethods(['POST'])] }), {}],
    ['with the header x-tenant only', onShared({ paths: ['/*'], conditions: [elbv2.ListenerCondition.httpHeader('x-tenant', ['a'])] }), {}],
    ['with a query string only', onShared({ paths: ['/*'], conditions: [elbv2.ListenerCondition.queryStrings([{ key: 'v', value: '1' }])] }), {}],
    ["openListener (false) of 'Stack/Edge' does not allow the function", onShared({ hosts: ['a.example.com'] }, { openListener: false }), {}],
    ['protocolVersion (GRPC) accepts requests of HTTP/2 only', onShared({ hosts: ['a.example.com'], protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }), {}],
    ['protocolVersion (HTTP2) accepts requests of HTTP/2 only', stack => ({
      exposure: Exposure.publicAlb({ certificate: certificateIn(stack, 'a'), protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2 }),
    }), {}],
    ['openListener (false) of', () => ({ exposure: Exposure.publicAlb({ insecureHttp: true, openListener: false }) }), {}],
    ['mutualAuthentication of', stack => ({
      exposure: Exposure.publicAlb({
        certificate: certificateIn(stack, 'a'),
        mutualAuthentication: {
          mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY,
          trustStore: elbv2.TrustStore.fromTrustStoreArn(stack, 'Trust', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/a/1'),
        },
      }),
    }), {}],
  ])('that cannot succeed is refused: %s', (message, props, options) => {
    expect(refusal(() => [DeploymentHook.smokeTest('/', options)], props)).toContain(message);
  });

  test.each<[string, SharedAlbExposureProps, string, SmokeTestProps?]>([
    ['with the host in another case', { hosts: ['API.example.com'] }, '/', { host: 'api.example.com' }],
    ['with a wildcard in another case', { hosts: ['*.Example.com'] }, '/', { host: 'API.example.com' }],
    ['with GET as one of the methods', { paths: ['/*'], methods: ['POST', 'GET'] }, '/', {}],
    ['with a query string', { paths: ['/*'], queryStrings: { v: ['1'] } }, '/?v=1', {}],
    ['with additional conditions on host and path', { paths: ['/*'], conditions: [elbv2.ListenerCondition.hostHeaders(['a.example.com'])] }, '/', { host: 'a.example.com' }],
    ['with a method that is known only at deployment', { paths: ['/*'], methods: [Lazy.string({ produce: () => 'POST' })] }, '/', {}],
  ])('reaches the service %s', (_, rule, path, options) => {
    expect(() => withHooks(() => [DeploymentHook.smokeTest(path, options)], onShared(rule), TestTraffic.header('x-test', 'green', { priority: 5 }))).not.toThrow();
  });

  test.each(['/a b', '/hëalth', '/a\nb', '/a#b', '/a\u0000'])('needs a path that Node.js sends as it is: %j', path => {
    expect(refusal(() => [DeploymentHook.smokeTest(path)])).toContain(`path ('${path}') must be a path of at most 1024 printable ASCII characters that begins with /`);
  });

  test('has enough time for all attempts', () => {
    withHooks(() => [DeploymentHook.smokeTest('/', { attempts: 7 })]).hasResourceProperties(FUNCTION, { Description: Match.stringLikeRegexp('Smoke test'), Timeout: 70 });
  });

  test('sends the given host', () => {
    expect(variables(withHooks(() => [DeploymentHook.smokeTest('/', { host: 'b.example.com' })], onShared({ hosts: ['*.example.com'] })))).toMatchObject({ HOST: 'b.example.com' });
  });

  test('runs in the VPC or outside it', () => {
    const from = (fromVpc: boolean, exposure: Exposure) => withHooks(() => [DeploymentHook.smokeTest('/', { fromVpc })], () => ({ exposure }));
    from(true, PUBLIC).hasResourceProperties(FUNCTION, { Description: Match.stringLikeRegexp('Smoke test'), VpcConfig: Match.anyValue() });
    from(false, Exposure.internalAlb()).hasResourceProperties(FUNCTION, { Description: Match.stringLikeRegexp('Smoke test'), VpcConfig: Match.absent() });
  });

  test.each<[string, ec2.SubnetType, boolean]>([
    ['isolated', ec2.SubnetType.PRIVATE_ISOLATED, true],
    ['public', ec2.SubnetType.PUBLIC, true],
    ['private', ec2.SubnetType.PRIVATE_WITH_EGRESS, false],
  ])('runs in %s subnets only if it can reach a public load balancer from there', (_, subnetType, isRefused) => {
    const fromSubnets: Props = stack => {
      const vpc = new ec2.Vpc(stack, 'OwnVpc', {
        subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }, ...subnetType === ec2.SubnetType.PUBLIC ? [] : [{ name: 'tasks', subnetType }]],
      });
      const image = ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop'));
      return { cluster: new EcsCluster(stack, 'OwnCluster', { vpc }), vpcSubnets: { subnetType }, image };
    };
    const message = refusal(() => [DeploymentHook.smokeTest('/', { fromVpc: true })], fromSubnets);
    expect(message).toContain(isRefused ? 'DeploymentHook.smokeTest: fromVpc (true) needs subnets with a NAT gateway for a public load balancer' : 'not refused');
  });

  test('depends on the certificate if the certificate is created with the service', () => {
    const stack = newStack('eu-west-1');
    const cluster = new EcsCluster(stack, 'Cluster');
    const edge = new SharedAlb(stack, 'Edge', { vpc: cluster.vpc, domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }] });
    makeService(stack, {
      cluster,
      exposure: Exposure.sharedAlb(edge, { hosts: ['a.example.com'], domainZone: zoneIn(new Construct(stack, 'Other')) }),
      deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER, hooks: smokeTest }),
    });
    Template.fromStack(stack).hasResource(SERVICE, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiListenerCertificate')]) });
  });

  test.each<[string, Props, DeploymentHook[]]>([
    ['DeploymentHook.smokeTest needs an exposure on an Application Load Balancer', () => ({ exposure: Exposure.internalNlb({ listenerPort: 1883 }) }), smokeTest],
    ['DeploymentHook.smokeTest needs testTraffic, or its request would reach the old version', () => ({ deployment: Deployment.blueGreen({ hooks: smokeTest }) }), smokeTest],
    ["DeploymentHook.smokeTest: path ('health') must", () => ({}), [DeploymentHook.smokeTest('health')]],
    ['DeploymentHook.smokeTest: attempts (21) must be a whole number from 1 to 20', () => ({}), [DeploymentHook.smokeTest('/', { attempts: 21 })]],
    ['DeploymentHook.smokeTest: statusCodes is empty', () => ({}), [DeploymentHook.smokeTest('/', { statusCodes: [] })]],
    ['DeploymentHook.smokeTest: statusCodes (600) must be', () => ({}), [DeploymentHook.smokeTest('/', { statusCodes: [600] })]],
    ['attempts and statusCodes must be known at synthesis', () => ({}), [DeploymentHook.smokeTest('/', { attempts: Lazy.number({ produce: () => 3 }) })]],
  ])('is refused: %s', (message, props, hooks) => {
    expect(refusal(() => hooks, props)).toContain(message);
  });

  test.each<[string, string[] | undefined, boolean]>([
    ['/orders/health', ['/orders/*'], true],
    ['/orders/health?deep=1', ['/orders/*'], true],
    ['/health', ['/a', '/h?alth'], true],
    ['/health', undefined, true],
    ['/health', ['/orders/*'], false],
    ['/healthy', ['/health'], false],
  ])('of %s behind the paths %s is possible: %s', (path, paths, isPossible) => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster');
    const edge = new SharedAlb(stack, 'Edge', { vpc: cluster.vpc });
    const make = () => makeService(stack, {
      cluster,
      exposure: Exposure.sharedAlb(edge, { hosts: ['a.example.com'], paths }),
      deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER, hooks: [DeploymentHook.smokeTest(path)] }),
    });
    if (isPossible) { expect(make).not.toThrow(); } else { expect(make).toThrow(`DeploymentHook.smokeTest: path '${path}' is not among the paths that the exposure forwards`); }
  });

  test('is refused if the load balancer is unknown', () => {
    const stack = newStack('eu-west-1');
    const listenerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2';
    const cluster = new EcsCluster(stack, 'Cluster');
    const edge = SharedAlb.fromSharedAlbAttributes(stack, 'Edge', { listenerArn, securityGroups: cluster.vpc.node.children.length > 0 ? [new SharedAlb(stack, 'X', { vpc: cluster.vpc }).connections.securityGroups[0]] : [] });
    expect(() => makeService(stack, {
      cluster, exposure: Exposure.sharedAlb(edge, { hosts: ['a.example.com'] }), deployment: Deployment.blueGreen({ testTraffic: TEST_HEADER, hooks: smokeTest }),
    })).toThrow('DeploymentHook.smokeTest: the DNS name of the load balancer is not known');
  });
});

describe('the function of a smoke test', () => {
  let server: Server;
  let answers: number[];
  let requests: IncomingMessage[];

  beforeEach(done => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      response.statusCode = answers[Math.min(requests.length, answers.length) - 1];
      response.end();
    }).listen(0, '127.0.0.1', done);
  });
  afterEach(done => { server.close(done); });

  /** Runs the function as Lambda does, without the pauses. */
  async function run({ attempts = 3, statusCodes = [200] }: SmokeTestProps = {}, port = (server.address() as AddressInfo).port): Promise<unknown> {
    const env = {
      PROTOCOL: 'http',
      DNS_NAME: '127.0.0.1',
      PORT: String(port),
      REQUEST_PATH: '/health',
      STATUS_CODES: statusCodes.join(','),
      ATTEMPTS: String(attempts),
      HOST: 'a.example.com',
      HEADER_NAME: 'x-test',
      HEADER_VALUE: 'green',
    };
    const exports: { handler?: () => Promise<unknown> } = {};
    const setTimeout = (then: () => void) => { then(); };
    const globals = { process: { env }, exports, require, console: { log: () => {} }, setTimeout, Promise, Error, Boolean, Number, String };
    runInNewContext(SMOKE_TEST_CODE, globals);
    return exports.handler?.();
  }

  test('succeeds with an expected response to the configured request', async () => {
    answers = [204];
    expect(await run({ statusCodes: [200, 204] })).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(requests.map(({ url, headers }) => [url, headers.host, headers['x-test']])).toEqual([['/health', 'a.example.com', 'green']]);
  });

  test('tries again', async () => {
    answers = [503, 503, 200];
    expect([await run(), requests.length]).toEqual([{ hookStatus: 'SUCCEEDED' }, 3]);
  });

  test('fails after the last attempt', async () => {
    answers = [500];
    expect([await run({ attempts: 2 }), requests.length]).toEqual([{ hookStatus: 'FAILED' }, 2]);
  });

  test('fails without a response', async () => {
    expect(await run({ attempts: 1 }, 1)).toEqual({ hookStatus: 'FAILED' });
  });

  test('fits the size limit of a template', () => { expect(SMOKE_TEST_CODE.length).toBeLessThan(4096); });
});
