import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID, ELB_USE_POST_QUANTUM_TLS_POLICY } from 'aws-cdk-lib/cx-api';
import { AlbExposureProps, ContainerService, EcsCluster, Exposure } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';
import { nagAcknowledgements } from '../../support/nag';
import { certificateIn } from '../../support/shared-alb';

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Imported', CERTIFICATE_ARN);
const domainZone = (stack: Stack) => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' });

function subnetIn(stack: Stack, id: string, availabilityZone: string): ec2.ISubnet {
  return ec2.Subnet.fromSubnetAttributes(stack, `Subnet${id}`, { subnetId: `subnet-0a1b2c3d4e5f6072${id}`, availabilityZone });
}

function dualStackCluster(stack: Stack): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK }) });
}

type Make = (props: AlbExposureProps) => Exposure;

interface Exposed {
  readonly service: ContainerService;
  readonly template: Template;
}

/** Over HTTP if the props contain no certificate. */
function publicly(props: AlbExposureProps): Exposure {
  const isSecure = props.certificate ?? (props.domainName !== undefined && props.domainZone);
  return Exposure.publicAlb(isSecure ? props : { insecureHttp: true, ...props });
}

function privateZone(stack: Stack): route53.IHostedZone {
  return new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'example.com', vpc: new ec2.Vpc(stack, 'PrivateVpc') });
}

function exposed(props: (stack: Stack) => AlbExposureProps = () => ({}), make: Make = publicly, region?: string): Exposed {
  const stack = newStack(region);
  const service = makeService(stack, { exposure: make(props(stack)) });
  return { service, template: Template.fromStack(stack) };
}

test('acknowledges for cdk-nag that a load balancer admits every address only if it is public and open', () => {
  const acknowledged = (exposure: Exposure) => nagAcknowledgements(makeService(newStack(), { exposure }).node.root as App);
  const EC23 = 'AwsSolutions-EC23 at Stack/Api/LB/SecurityGroup';
  expect(acknowledged(publicly({}))).toContain(EC23);
  expect(acknowledged(publicly({ openListener: false }))).not.toContain(EC23);
  expect(acknowledged(Exposure.internalAlb({ openListener: true }))).not.toContain(EC23);
});

describe('a public load balancer', () => {
  test('is internet-facing and drops invalid headers', () => {
    exposed().template.hasResourceProperties(LOAD_BALANCER, {
      Scheme: 'internet-facing',
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }]),
    });
  });

  test('is refused without a certificate', () => {
    expect(() => exposed(() => ({}), Exposure.publicAlb))
      .toThrow('[Stack/Api] a public load balancer without a certificate accepts HTTP only; set certificate, or domainName and domainZone, or insecureHttp: true');
  });

  test('uses HTTP if this is set', () => {
    const { template, service } = exposed();
    template.hasResourceProperties(LISTENER, { Port: 80, Protocol: 'HTTP' });
    expect(service.node.findAll().filter(node => node instanceof elbv2.CfnListener)).toHaveLength(1);
  });

  test('has no deletion protection by default', () => {
    exposed(() => ({ deletionProtection: true })).template.hasResourceProperties(LOAD_BALANCER, {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
    });
  });

  test('admits every address', () => {
    exposed().template.hasResourceProperties(SECURITY_GROUP, { SecurityGroupIngress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 80 })] });
  });

  test('admits no address if the caller closes the listener', () => {
    exposed(() => ({ openListener: false })).template.resourcePropertiesCountIs(SECURITY_GROUP, { SecurityGroupIngress: Match.anyValue() }, 0);
  });

  test('has the given name', () => {
    const { service } = exposed();
    expect(Stack.of(service).resolve(service.endpoint?.url)).toEqual({ 'Fn::Join': ['', ['http://', { 'Fn::GetAtt': [expect.stringMatching(/^ApiLB/), 'DNSName'] }]] });
  });
});

describe('with a certificate', () => {
  const secure = (props: Partial<AlbExposureProps> = {}) => exposed(stack => ({ certificate: certificate(stack), ...props }));

  test('HTTPS uses a current TLS policy', () => {
    secure().template.hasResourceProperties(LISTENER, {
      Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', Certificates: [{ CertificateArn: Match.stringLikeRegexp('^arn:aws:acm') }],
    });
  });

  test('the TLS policy is never weaker than the policy of the CDK', () => {
    const stack = new Stack(new App({ context: { [ELB_USE_POST_QUANTUM_TLS_POLICY]: true } }), 'Stack');
    makeService(stack, { exposure: publicly({ certificate: certificate(stack) }) });
    Template.fromStack(stack).hasResourceProperties(LISTENER, { Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09' });
  });

  test('additional certificates can be added and removed in any order', () => {
    const certified = (...names: string[]) =>
      exposed(stack => ({ certificate: certificate(stack), additionalCertificates: names.map(name => certificateIn(stack, name)) })).template;
    const ids = (template: Template) => Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::ListenerCertificate'));
    const template = certified('Second');
    expect(ids(certified('First', 'Second'))).toEqual(expect.arrayContaining(ids(template)));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerCertificate', { Certificates: [{ CertificateArn: Match.stringLikeRegexp('/Second$') }] });
  });

  test('HTTP redirects permanently', () => {
    secure().template.hasResourceProperties(LISTENER, {
      Port: 80, DefaultActions: [{ Type: 'redirect', RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
    });
  });

  test('HTTP is closed without a redirect', () => {
    secure({ redirectHttp: false }).template.resourceCountIs(LISTENER, 1);
  });

  test('a name in an external zone is the host of the URL, and has no record in the app', () => {
    const { service, template } = secure({ domainName: 'api.example.com', listenerPort: 8443 });
    expect(service.endpoint?.url).toBe('https://api.example.com:8443');
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

describe('with a name and its zone', () => {
  const named = () => exposed(stack => ({ domainName: 'api.example.com', domainZone: domainZone(stack) }));

  test('a certificate is created and validated in the zone', () => {
    named().template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'api.example.com', ValidationMethod: 'DNS' });
  });

  test('the name has a record', () => {
    named().template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'api.example.com.', Type: 'A', HostedZoneId: 'Z0123456789' });
  });

  test('the name is the URL', () => {
    expect(named().service.endpoint?.url).toBe('https://api.example.com');
  });

  test('a wildcard cannot be the URL, so the URL is that of the load balancer', () => {
    const { service } = exposed(stack => ({ domainName: '*.example.com', domainZone: domainZone(stack) }));
    expect(Stack.of(service).resolve(service.endpoint?.url)).toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching(/^ApiLB/), 'DNSName'] }]] });
  });
});

describe('a name without TLS', () => {
  const named = (zone: (stack: Stack) => route53.IHostedZone, make: Make = Exposure.internalAlb) =>
    exposed(stack => ({ domainName: 'api.example.com', domainZone: zone(stack), insecureHttp: true }), make);

  test('has a record without a certificate', () => {
    const { service, template } = named(privateZone);
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'api.example.com.', Type: 'A' });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.hasResourceProperties(LISTENER, { Port: 80, Protocol: 'HTTP' });
    expect(service.endpoint?.url).toBe('http://api.example.com');
  });

  test('is also possible on the internet', () => {
    named(domainZone, Exposure.publicAlb).template.resourceCountIs('AWS::Route53::RecordSet', 1);
  });
});

describe('a private hosted zone', () => {
  test('is refused for a new certificate, which could not be validated', () => {
    expect(() => exposed(stack => ({ domainName: 'api.example.com', domainZone: privateZone(stack) }), Exposure.internalAlb)).toThrow(
      "[Stack/Api] domainZone ('Stack/Private') is a private hosted zone, in which ACM cannot validate a certificate, and the deployment would wait for it; set certificate, or insecureHttp: true");
  });

  test('contains the record for the name of an existing certificate', () => {
    exposed(stack => ({ certificate: certificate(stack), domainName: 'api.example.com', domainZone: privateZone(stack) }), Exposure.internalAlb)
      .template.resourceCountIs('AWS::Route53::RecordSet', 1);
  });
});

describe('DNS records', () => {
  const recorded = (ipAddressType?: elbv2.IpAddressType) =>
    serviceTemplate(stack => ({
      cluster: dualStackCluster(stack),
      exposure: Exposure.publicAlb({ certificate: certificate(stack), domainName: 'api.example.com', domainZone: domainZone(stack), ipAddressType }),
    }));

  test.each([elbv2.IpAddressType.DUAL_STACK, elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4])('of a load balancer of type %s are for IPv4 and IPv6', type => {
    const template = recorded(type);
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'api.example.com.', Type: 'A' });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'api.example.com.', Type: 'AAAA' });
  });

  test('for a load balancer without IPv6 are for IPv4 only', () => {
    recorded(elbv2.IpAddressType.IPV4).resourceCountIs('AWS::Route53::RecordSet', 1);
  });

  test('depend on the service, so that clients find no load balancer without tasks', () => {
    recorded().hasResource('AWS::Route53::RecordSet', { DependsOn: [Match.stringLikeRegexp('^ApiService')] });
  });
});

describe('a load balancer with IPv6', () => {
  const { DUAL_STACK: ipAddressType } = elbv2.IpAddressType;
  const dualStack = (stack: Stack, vpc: ec2.IVpc) => {
    makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: Exposure.publicAlb({ insecureHttp: true, ipAddressType }) });
  };

  test('is refused in subnets without IPv6', () => {
    const stack = newStack();
    dualStack(stack, new ec2.Vpc(stack, 'Vpc'));
    expect(() => Template.fromStack(stack)).toThrow(
      "[Stack/Api] ipAddressType needs subnets with IPv6 addresses, which 'Stack/Vpc/PublicSubnet1', 'Stack/Vpc/PublicSubnet2' do not have; set ipProtocol of the VPC to DUAL_STACK, choose other loadBalancerSubnets, or remove ipAddressType");
  });

  test('is refused as an additional exposure too', () => {
    const stack = newStack();
    makeService(stack, { exposure: Exposure.publicAlb({ insecureHttp: true }) }).expose('Internal', Exposure.internalAlb({ ipAddressType }));
    expect(() => Template.fromStack(stack)).toThrow('[Stack/Api/Internal] ipAddressType needs subnets with IPv6 addresses');
  });

  const giveIpv6: readonly [string, (subnet: ec2.CfnSubnet) => void][] = [
    ['a property', subnet => { subnet.ipv6CidrBlock = '2001:db8::/64'; }],
    ['an override', subnet => subnet.addPropertyOverride('Ipv6CidrBlock', '2001:db8::/64')],
    ['an association', subnet => new ec2.CfnSubnetCidrBlock(subnet, 'Ipv6', { subnetId: subnet.ref, ipv6CidrBlock: '2001:db8::/64' })],
  ];

  test.each(giveIpv6)('is accepted in subnets that later get IPv6 through %s', (_, give) => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    dualStack(stack, vpc);
    for (const { node } of vpc.publicSubnets) { give(node.defaultChild as ec2.CfnSubnet); }
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('is accepted in subnets of an imported VPC, which may have IPv6', () => {
    const stack = newStack();
    dualStack(stack, ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
    }));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('an internal load balancer', () => {
  test('is not internet-facing', () => {
    exposed(undefined, Exposure.internalAlb).template.hasResourceProperties(LOAD_BALANCER, { Scheme: 'internal' });
  });

  test('admits only its VPC, on the redirecting port too', () => {
    const { template } = exposed(stack => ({ certificate: certificate(stack) }), Exposure.internalAlb);
    const cidr = '10.0.0.0/16';
    template.hasResourceProperties(SECURITY_GROUP, {
      SecurityGroupIngress: [Match.objectLike({ CidrIp: cidr, FromPort: 443 }), Match.objectLike({ CidrIp: cidr, FromPort: 80 })],
    });
  });

  test('admits the IPv6 addresses of its VPC if it has IPv6', () => {
    const stack = newStack();
    makeService(stack, { cluster: dualStackCluster(stack), exposure: Exposure.internalAlb({ ipAddressType: elbv2.IpAddressType.DUAL_STACK }) });
    Template.fromStack(stack).hasResource(SECURITY_GROUP, {
      Properties: {
        SecurityGroupIngress: [
          Match.objectLike({ CidrIp: '10.0.0.0/16', FromPort: 80 }),
          Match.objectLike({ CidrIpv6: { 'Fn::Select': [0, { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vpc'), 'Ipv6CidrBlocks'] }] }, FromPort: 80 }),
        ],
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('ipv6cidr')]),
    });
  });

  test('needs explicit clients if the CIDR of the VPC is unknown', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] });
    expect(() => makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: Exposure.internalAlb() }))
      .toThrow('an internal load balancer allows the CIDR of its VPC, which is unknown for this imported VPC');
  });
});

describe('the target group', () => {
  test('drains for a minute, and has health checks frequent enough for deployments', () => {
    exposed().template.hasResourceProperties(TARGET_GROUP, {
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 5,
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }]),
    });
  });

  test('keeps the default interval with a custom timeout, which must be shorter', () => {
    exposed(() => ({ healthCheck: { timeout: Duration.seconds(20) } })).template
      .hasResourceProperties(TARGET_GROUP, { HealthCheckIntervalSeconds: Match.absent(), HealthCheckTimeoutSeconds: 20 });
  });

  test('checks the given path', () => {
    exposed(() => ({ healthCheckPath: '/healthz', healthCheck: { interval: Duration.seconds(10) } })).template
      .hasResourceProperties(TARGET_GROUP, { HealthCheckPath: '/healthz', HealthCheckIntervalSeconds: 10, TargetType: 'ip' });
  });

  test('lets requests complete before a task stops', () => {
    exposed(() => ({ deregistrationDelay: Duration.seconds(30) })).template.hasResourceProperties(TARGET_GROUP, {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]),
    });
  });
});

describe('access logs', () => {
  test('are in a private bucket that keeps them for a year', () => {
    const { template } = exposed(() => ({ accessLogs: true }), publicly, 'eu-west-1');
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 365 })] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.enabled', Value: 'true' }]) });
  });

  test('are kept when the stack and the load balancer are deleted', () => {
    const { template } = exposed(() => ({ accessLogs: true }), publicly, 'eu-west-1');
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource(LOAD_BALANCER, { DeletionPolicy: Match.absent() });
  });

  test('are in the given bucket', () => {
    const { template } = exposed(stack => ({ accessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs') }), publicly, 'eu-west-1');
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.bucket', Value: 'logs' }]) });
  });

  test('need a region', () => {
    expect(() => exposed(() => ({ accessLogs: true }))).toThrow("[Stack/Api] accessLogs: the policy of the bucket depends on the Region, which is unknown for stack 'Stack'; set its env: { region: '…' }");
  });

  test('cannot go to a bucket with a KMS key', () => {
    expect(() => exposed(stack => ({
      accessLogsBucket: new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }),
    }), publicly, 'eu-west-1')).toThrow("accessLogsBucket ('Stack/Logs') is encrypted with a KMS key, which Elastic Load Balancing cannot use; use s3.BucketEncryption.S3_MANAGED");
  });
});

describe('refuses impossible settings', () => {
  test.each<[AlbExposureProps, string]>([
    [{ redirectHttp: true }, 'redirectHttp (true) has no HTTPS to redirect to; set certificate, or domainName and domainZone'],
    [{ sslPolicy: elbv2.SslPolicy.TLS12 }, 'sslPolicy (ELBSecurityPolicy-TLS-1-2-2017-01) requires HTTPS'],
    [{ deregistrationDelay: Duration.seconds(3601) }, 'deregistrationDelay (3601 seconds) must be a whole number from 0 to 3600'],
    [{ idleTimeout: Duration.seconds(4001) }, 'idleTimeout (4001 seconds) must be a whole number from 1 to 4000'],
    [{ idleTimeout: Duration.seconds(0) }, 'idleTimeout (0 seconds) must be a whole number from 1 to 4000'],
    [{ healthCheckPath: 'healthz' }, "healthCheckPath ('healthz') must be a path of at most 1024 characters that begins with /"],
    [{ healthCheck: { path: 'healthz' } }, "healthCheck.path ('healthz') must be a path of at most 1024 characters that begins with /"],
    [{ listenerPort: 0 }, 'listenerPort (0) must be a whole number from 1 to 65535'],
    [{ listenerPort: 65536 }, 'listenerPort (65536) must be a whole number from 1 to 65535'],
    [{ protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }, 'protocolVersion (GRPC) requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate'],
    [{ webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/4f5e8c1a' },
      "webAclArn ('arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/4f5e8c1a') is a web ACL for CloudFront, which a load balancer cannot use; create one with scope REGIONAL"],
    [{ healthCheckPath: '/a', healthCheck: { path: '/b' } }, "healthCheckPath ('/a') and healthCheck.path ('/b') cannot be combined; remove one of them"],
    [{ accessLogsPrefix: 'x' }, "accessLogsPrefix ('x') requires access logs; set accessLogs to true"],
  ])('%j', (props, message) => {
    expect(() => exposed(() => props)).toThrow(`[Stack/Api] ${message}`);
  });

  test('a name without a certificate and without a zone', () => {
    expect(() => exposed(() => ({ domainName: 'api.example.com' }), Exposure.publicAlb))
      .toThrow("[Stack/Api] domainName ('api.example.com') without a certificate needs domainZone, to validate a new one");
  });

  test('an additional certificate in another Region', () => {
    const other = (stack: Stack) => ({ certificate: certificate(stack), additionalCertificates: [certificateIn(stack, 'other', 'us-east-1')] });
    expect(() => exposed(other, publicly, 'eu-west-1')).toThrow("/other') is in Region us-east-1, but the stack is in eu-west-1");
  });

  test('additional certificates for a load balancer without TLS', () => {
    expect(() => exposed(stack => ({ additionalCertificates: [certificateIn(stack, 'other')] })))
      .toThrow('additionalCertificates requires HTTPS; set certificate, or domainName and domainZone');
  });

  test('a certificate in another Region', () => {
    expect(() => exposed(stack => ({ certificate: certificate(stack) }), publicly, 'us-east-1'))
      .toThrow(`[Stack/Api] certificate ('${CERTIFICATE_ARN}') is in Region eu-west-1, but the stack is in us-east-1; use a certificate in the Region and account of the stack`);
  });

  test('a web ACL in another Region', () => {
    expect(() => exposed(() => ({ webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/4f5e8c1a' }), publicly, 'eu-west-1'))
      .toThrow('is in Region us-east-1, but the stack is in eu-west-1; use a web ACL in');
  });

  test('a certificate in another account', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '444455556666', region: 'eu-west-1' } });
    expect(() => makeService(stack, { exposure: publicly({ certificate: certificate(stack) }) })).toThrow('is in account 111122223333, but the stack is in 444455556666');
  });

  test('a load balancer in one Availability Zone', () => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
    expect(() => makeService(stack, { cluster, exposure: publicly({}) })).toThrow(
      '[Stack/Api] an Application Load Balancer needs subnets in 2 Availability Zones, and these are all in one; use a VPC with maxAzs of at least 2, or other loadBalancerSubnets');
  });

  test('two subnets in one known Availability Zone', () => {
    expect(() => exposed(stack => ({ loadBalancerSubnets: { subnets: ['1', '2'].map(id => subnetIn(stack, id, 'eu-west-1a')) } })))
      .toThrow('needs subnets in 2 Availability Zones, and these are all in eu-west-1a');
  });

  test('a zone without a name', () => {
    expect(() => exposed(stack => ({ domainZone: domainZone(stack) }))).toThrow('domainZone requires domainName; set it to the name in the zone that clients use');
  });

  test('a name outside its zone', () => {
    expect(() => exposed(stack => ({ domainName: 'api.example.org', domainZone: domainZone(stack) })))
      .toThrow("domainName ('api.example.org') is not in domainZone ('example.com'); it must be example.com or end in .example.com");
  });

  test('a redirect from the HTTPS port', () => {
    expect(() => exposed(stack => ({ certificate: certificate(stack), listenerPort: 80, redirectHttp: true })))
      .toThrow('listenerPort (80) is the port of redirectHttp; use another port, or set redirectHttp to false');
  });

  test('a grace period without health checks', () => {
    expect(() => serviceTemplate({ healthCheckGracePeriod: Duration.seconds(90) }))
      .toThrow('healthCheckGracePeriod (1 minute 30 seconds) requires a load balancer, and the service has none; set exposure, or remove healthCheckGracePeriod');
  });
});

describe('keeps a grace period for a load balancer that is added later', () => {
  const graced = (attach: (service: ContainerService) => void) =>
    serviceTemplate({ containerPort: 80, healthCheckGracePeriod: Duration.seconds(90) }, attach);

  test.each<[string, (service: ContainerService) => void]>([
    ['with expose', service => { service.expose('Public', Exposure.publicAlb({ insecureHttp: true })); }],
    ['as a Network Load Balancer', service => {
      const loadBalancer = new elbv2.NetworkLoadBalancer(service, 'Nlb', { vpc: service.cluster.vpc });
      loadBalancer.addListener('Tcp', { port: 80 }).addTargets('Tasks', { port: 80, targets: [service.service as ecs.FargateService] });
      service.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(80));
    }],
    ['with an escape hatch', service => {
      const resource = service.service.node.findChild('Service') as ecs.CfnService;
      resource.addPropertyOverride('LoadBalancers', [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/6d0ecf831eec9f09' }]);
    }],
  ])('%s', (_, attach) => {
    graced(attach).hasResourceProperties('AWS::ECS::Service', { HealthCheckGracePeriodSeconds: 90, LoadBalancers: [Match.anyValue()] });
  });
});

test('accepts HTTPS without insecureHttp', () => {
  expect(() => exposed(stack => ({ certificate: certificate(stack), insecureHttp: true }))).toThrow('insecureHttp (true) cannot be combined with a certificate; remove it');
});

describe('an existing listener', () => {
  interface Shared {
    readonly template: Template;
    readonly platform: Stack;
    readonly service: ContainerService;
  }

  /** The listener is in a separate stack, as in organizations with several teams. */
  function shared(props: Partial<Parameters<typeof Exposure.albListenerRule>[1]> = { hosts: ['api.example.com'], paths: ['/v1/*'] }): Shared {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const vpc = new ec2.Vpc(platform, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(platform, 'LB', { vpc })
      .addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const stack = new Stack(app, 'Shop');
    const service = new ContainerService(stack, 'Api', {
      cluster: new EcsCluster(platform, 'Cluster', { vpc }), image: IMAGE, exposure: Exposure.albListenerRule(listener, { priority: 10, ...props }),
    });
    service.autoScale({ maxTasks: 4 }).onRequests(100);
    return { template: Template.fromStack(stack), platform, service };
  }

  test('forwards the requests of a host and a path', () => {
    shared().template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 10,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } }, { Field: 'path-pattern', PathPatternConfig: { Values: ['/v1/*'] } }],
    });
  });

  test('exists, with its rule, before the service', () => {
    shared().template.hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiListenerRule')]) });
  });

  test('is admitted by an ingress rule in the stack of the service, so that its stack does not depend on this one', () => {
    const { template, platform } = shared();
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    expect(platform.dependencies).toEqual([]);
  });

  test('can be imported', () => {
    const stack = newStack();
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2',
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
    });
    makeService(stack, { exposure: Exposure.albListenerRule(listener, { priority: 1, paths: ['/*'] }) });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-0123456789abcdef0' });
  });

  test.each([
    [{ priority: 0, paths: ['/*'] }, 'priority (0) must be a whole number from 1 to 50000'],
    [{}, 'a listener rule needs hosts, paths or other conditions; use Exposure.albListenerDefault or Exposure.sharedAlbDefault for all other requests'],
    [{ hosts: ['a.com', 'b.com', 'c.com'], paths: ['/a', '/b', '/c'] }, 'the conditions have 6 values (3 in hosts, 3 in paths), and a listener rule has at most 5; expose the service twice, or use wildcards'],
    [{ paths: ['/*'], protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }, 'protocolVersion (GRPC) requires an HTTPS listener'],
    [{ paths: ['/*'], healthCheckPath: 'healthz' }, "healthCheckPath ('healthz') must be a path"],
    [{ paths: ['api/*'] }, "path ('api/*') must be a path of at most 128 visible ASCII characters that begins with /, * or ?"],
  ])('refuses %j', (props, message) => {
    expect(() => shared(props)).toThrow(message);
  });
});

describe('a subnet selection that may have two zones', () => {
  test('of Local Zones is accepted', () => {
    expect(() => exposed(stack => ({ loadBalancerSubnets: { subnets: [subnetIn(stack, '1', 'us-west-2-lax-1a')] } }))).not.toThrow();
  });

  test('of two zones is accepted', () => {
    expect(() => exposed(stack => ({ loadBalancerSubnets: { subnets: [subnetIn(stack, '1', 'eu-west-1a'), subnetIn(stack, '2', 'eu-west-1b')] } }))).not.toThrow();
  });

  test('of zones that are known only at deployment is accepted', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: Fn.split(',', Fn.importValue('zones')), publicSubnetIds: Fn.split(',', Fn.importValue('subnets')),
    });
    expect(() => makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }, exposure: publicly({}) })).not.toThrow();
  });
});

test('a certificate in a stack without a Region is accepted', () => {
  expect(() => exposed(stack => ({ certificate: certificate(stack) }))).not.toThrow();
});

describe('the target group of a service whose load balancer is replaced', () => {
  const idsOf = (make: Make, props: AlbExposureProps, context: Record<string, unknown> = { [ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID]: true }) => {
    const stack = new Stack(new App({ context }), 'Stack');
    makeService(stack, { exposure: make(props) });
    return Object.keys(Template.fromStack(stack).findResources(TARGET_GROUP));
  };

  test('is a new one, because the previous load balancer keeps the old one until it is deleted', () => {
    const before = idsOf(publicly, {});
    expect(idsOf(Exposure.internalAlb, {})).not.toEqual(before);
    expect(idsOf(publicly, { loadBalancerName: 'shop' })).not.toEqual(before);
  });

  test('is the same without the feature flag, as in ecs-patterns', () => {
    expect(idsOf(Exposure.internalAlb, {}, {})).toEqual(idsOf(publicly, {}, {}));
  });
});

test('port 80 redirects when its previous listener now uses HTTPS', () => {
  exposed(stack => ({ certificate: certificate(stack) })).template
    .hasResource(LISTENER, { Properties: { Port: 80 }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiLBPublicListener[0-9A-F]{8}$')]) });
});
