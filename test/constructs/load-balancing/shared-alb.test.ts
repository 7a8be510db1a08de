import { App, Duration, Fn, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Profile, SharedAlb, SharedAlbProps } from '../../../src';
import { certificateIn, Edge, zoneIn } from '../../support/shared-alb';

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LISTENER_CERTIFICATE = 'AWS::ElasticLoadBalancingV2::ListenerCertificate';
const CERTIFICATE = 'AWS::CertificateManager::Certificate';
const RECORD = 'AWS::Route53::RecordSet';

type Props = (stack: Stack) => Partial<SharedAlbProps>;

function templateOf(props?: Props, region?: string): Template { return Template.fromStack(new Edge(props, new App(), region).stack); }

const named: Props = stack => ({ internetFacing: true, domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }] });

describe('a shared load balancer', () => {
  test('is internal, and admits only its VPC', () => {
    const template = templateOf();
    template.hasResourceProperties(LOAD_BALANCER, { Scheme: 'internal' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/16', FromPort: 80 })] });
  });

  test('answers 404 to requests without a matching rule', () => {
    templateOf().hasResourceProperties(LISTENER, { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] });
  });

  test('has the given default response', () => {
    templateOf(() => ({ insecureHttp: true, defaultAction: elbv2.ListenerAction.redirect({ host: 'example.com' }) }))
      .hasResourceProperties(LISTENER, { DefaultActions: [Match.objectLike({ Type: 'redirect' })] });
  });

  test('uses HTTPS with a domain, redirects HTTP, and has a record for the domain', () => {
    const template = templateOf(named);
    template.hasResourceProperties(LOAD_BALANCER, { Scheme: 'internet-facing' });
    template.hasResourceProperties(LISTENER, { Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', Certificates: [{ CertificateArn: { Ref: Match.anyValue() } }] });
    template.hasResourceProperties(LISTENER, { Port: 80, DefaultActions: [Match.objectLike({ Type: 'redirect' })] });
    template.hasResourceProperties(CERTIFICATE, { DomainName: 'shop.example.com', ValidationMethod: 'DNS' });
    template.hasResourceProperties(RECORD, { Name: 'shop.example.com.', Type: 'A' });
    template.resourceCountIs(LISTENER_CERTIFICATE, 1);
  });

  test('has a certificate for each additional domain', () => {
    const template = templateOf(stack => ({
      domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }, { domainName: 'www.example.org', domainZone: zoneIn(stack, 'example.org') }],
    }));
    template.resourceCountIs(CERTIFICATE, 2);
    template.resourceCountIs(LISTENER_CERTIFICATE, 2);
    template.resourceCountIs(RECORD, 2);
  });

  test('creates no certificates for domains that given certificates cover', () => {
    const template = templateOf(stack => ({ ...named(stack), certificates: [certificateIn(stack, 'a'), certificateIn(stack, 'b')], certificateNames: ['*.example.com'] }));
    template.resourceCountIs(CERTIFICATE, 0);
    template.hasResourceProperties(LISTENER, { Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/a$') }] });
    template.hasResourceProperties(LISTENER_CERTIFICATE, { Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/b$') }] });
    template.resourceCountIs(RECORD, 1);
  });

  test('keeps the certificates of domains if given certificates are added', () => {
    const given = (stack: Stack) => ({ ...named(stack), certificates: [certificateIn(stack, 'a')], certificateNames: ['www.example.org'] });
    const before = templateOf(named);
    const after = templateOf(given);
    after.templateMatches(before.toJSON() as Record<string, unknown>);
    after.hasResourceProperties(LISTENER_CERTIFICATE, { Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/a$') }] });
  });

  test('has deletion protection by default', () => {
    const isProtected = (value: string) => ({ LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: value }]) });
    templateOf().hasResourceProperties(LOAD_BALANCER, isProtected('true'));
    templateOf(() => ({ insecureHttp: true, deletionProtection: false })).hasResourceProperties(LOAD_BALANCER, isProtected('false'));
  });

  test('has a given certificate for a domain, which then needs no hosted zone', () => {
    const template = templateOf(stack => ({ domains: [{ domainName: 'shop.example.com', certificate: certificateIn(stack, 'a') }] }));
    template.hasResourceProperties(LISTENER, { Port: 443, Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/a$') }] });
    template.resourceCountIs(RECORD, 0);
  });

  test('keeps the logical ids of its certificates if another one is removed', () => {
    const ids = (names: readonly string[]) => {
      const template = templateOf(stack => ({ certificates: names.map(name => certificateIn(stack, name)) }));
      return Object.entries(template.findResources(LISTENER_CERTIFICATE)).map(([id, { Properties }]) => `${id} ${JSON.stringify(Properties.Certificates)}`);
    };
    expect(ids(['a', 'b', 'c', 'd'])).toEqual(expect.arrayContaining(ids(['a', 'c', 'd'])));
  });

  test('uses HTTP if this is set, with records but without certificates', () => {
    const template = templateOf(stack => ({ ...named(stack), insecureHttp: true }));
    template.hasResourceProperties(LISTENER, { Port: 80, Protocol: 'HTTP' });
    template.resourceCountIs(RECORD, 1);
    template.resourceCountIs(CERTIFICATE, 0);
  });

  test('gets the props of property injectors of the app', () => {
    const app = new App();
    PropertyInjectors.of(app).add({ constructUniqueId: SharedAlb.PROPERTY_INJECTION_ID, inject: props => ({ ...props, loadBalancerName: 'company' }) });
    Template.fromStack(new Edge(undefined, app).stack).hasResourceProperties(LOAD_BALANCER, { Name: 'company' });
  });

  test('admits the clients that its connections allow', () => {
    const { alb, stack } = new Edge(() => ({ insecureHttp: true, openListener: false }));
    alb.connections.allowDefaultPortFrom(ec2.Peer.ipv4('203.0.113.0/24'));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ CidrIp: '203.0.113.0/24', FromPort: 80 })] });
  });

  test('accepts domains that are known only at deployment', () => {
    const domains = (stack: Stack) => [{ domainName: Fn.importValue('Name'), domainZone: zoneIn(stack) }];
    templateOf(stack => ({ domains: domains(stack) })).hasResourceProperties(CERTIFICATE, { DomainName: { 'Fn::ImportValue': 'Name' } });
  });

  test('has A and AAAA records with IPv6', () => {
    const template = templateOf(stack => ({
      ...named(stack), ipAddressType: elbv2.IpAddressType.DUAL_STACK, vpc: new ec2.Vpc(stack, 'DualStack', { ipProtocol: ec2.IpProtocol.DUAL_STACK }),
    }));
    template.hasResourceProperties(RECORD, { Type: 'AAAA', Name: 'shop.example.com.' });
  });

  test('has the URL of its first domain, or else of the load balancer', () => {
    expect(new Edge(named).alb.url).toBe('https://shop.example.com');
    const { alb, stack } = new Edge();
    expect(JSON.stringify(stack.resolve(alb.url))).toContain('DNSName');
  });

  test('has the URL of the first domain that is not a wildcard', () => {
    const url = (...names: string[]) => {
      const { alb, stack } = new Edge(scope => ({ domains: names.map(domainName => ({ domainName, domainZone: zoneIn(scope) })) }));
      return JSON.stringify(stack.resolve(alb.url));
    };
    expect(url('*.example.com', 'shop.example.com')).toBe('"https://shop.example.com"');
    expect(url('*.example.com')).toContain('DNSName');
  });

  test('sets the client keep-alive and the verification of client certificates', () => {
    const template = templateOf(stack => ({
      ...named(stack),
      clientKeepAlive: Duration.minutes(10),
      mutualAuthentication: {
        mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY,
        trustStore: new elbv2.TrustStore(stack, 'TrustStore', { bucket: s3.Bucket.fromBucketName(stack, 'Authorities', 'authorities'), key: 'ca.pem' }),
      },
    }));
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'client_keep_alive.seconds', Value: '600' }]) });
    template.hasResourceProperties(LISTENER, { Port: 443, MutualAuthentication: { Mode: 'verify', TrustStoreArn: Match.anyValue() } });
  });
});

describe('connection logs', () => {
  test('are in a private bucket that Elastic Load Balancing can write to', () => {
    const template = templateOf(() => ({ insecureHttp: true, connectionLogs: true }), 'eu-west-1');
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'connection_logs.s3.enabled', Value: 'true' }]) });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:PutObject', Principal: { AWS: Match.anyValue() } })]) },
    });
  });

  test('are in the bucket of the access logs with another prefix', () => {
    const template = templateOf(stack => {
      const bucket = new s3.Bucket(stack, 'Logs');
      return { insecureHttp: true, accessLogsBucket: bucket, accessLogsPrefix: 'access', connectionLogsBucket: bucket, connectionLogsPrefix: 'connections' };
    }, 'eu-west-1');
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'connection_logs.s3.prefix', Value: 'connections' }]) });
  });

  test.each<[Props, string | undefined, string]>([
    [() => ({ connectionLogs: true }), undefined, "connectionLogs: the policy of the bucket depends on the Region, which is unknown for stack 'Edge'; set its env: { region: '…' }"],
    [stack => ({ connectionLogsBucket: new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }) }), 'eu-west-1', "connectionLogsBucket ('Edge/Logs') is encrypted with a KMS key"],
    [stack => ({ connectionLogs: false, connectionLogsBucket: new s3.Bucket(stack, 'Logs') }), 'eu-west-1', 'connectionLogs (false) leaves connectionLogsBucket unused'],
    [() => ({ connectionLogsPrefix: 'x' }), 'eu-west-1', "connectionLogsPrefix ('x') requires connection logs; set connectionLogs to true"],
  ])('are refused: %#', (props, region, message) => {
    expect(() => templateOf(stack => ({ insecureHttp: true, ...props(stack) }), region)).toThrow(`[Edge/Alb] ${message}`);
  });
});

describe('refuses impossible settings', () => {
  test.each<[string, Props]>([
    ['a public load balancer without a certificate accepts HTTP only; set certificates, or domains with domainZone, or insecureHttp: true', () => ({ internetFacing: true })],
    ['insecureHttp (true) cannot be combined with a certificate; remove it', stack => ({ insecureHttp: true, certificates: [certificateIn(stack, 'a')] })],
    ['redirectHttp (true) has no HTTPS to redirect to; set certificates, or domains with domainZone', () => ({ redirectHttp: true })],
    ['mutualAuthentication requires HTTPS; set certificates, or domains with domainZone', () => ({ mutualAuthentication: { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.PASS_THROUGH } })],
    ['clientKeepAlive (59 seconds) must be a whole number from 60 to 604800', () => ({ clientKeepAlive: Duration.seconds(59) })],
    ['ruleQuota (0) must be a whole number of at least 1', () => ({ ruleQuota: 0 })],
    ['certificateQuota (-1) must be a whole number of at least 0', () => ({ certificateQuota: -1 })],
    ["domainName ('shop.example.org') is not in domainZone ('example.com')", stack => ({ domains: [{ domainName: 'shop.example.org', domainZone: zoneIn(stack) }] })],
    ["domainName ('shop.example.com') without a certificate needs domainZone", () => ({ domains: [{ domainName: 'shop.example.com' }] })],
    ["whether the given certificates cover domainName ('shop.example.com') is unknown; set certificateNames", stack => ({ ...named(stack), certificates: [certificateIn(stack, 'a')] })],
    ["domainName ('a.example.org') without a certificate needs domainZone", stack => ({ certificates: [certificateIn(stack, 'a')], certificateNames: ['*.example.com'], domains: [{ domainName: 'a.example.org' }] })],
    ['certificateNames requires certificates, whose names they are; set certificates, or remove certificateNames', stack => ({ ...named(stack), certificateNames: ['a.example.com'] })],
    ["certificateNames: 'a*.example.com' cannot be the name of a certificate", stack => ({ certificates: [certificateIn(stack, 'a')], certificateNames: ['a*.example.com'] })],
    ["domains has 'a.example.com' twice; remove one of them", stack => ({ certificates: [certificateIn(stack, 'a')], domains: [{ domainName: 'a.example.com' }, { domainName: 'a.example.com' }] })],
    ["domainZone ('Edge/Private') is a private hosted zone, in which ACM cannot validate a certificate, and the deployment would wait for it; set the certificate of the domain, or certificateNames", stack => ({
      domains: [{ domainName: 'a.example.com', domainZone: new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'example.com', vpc: new ec2.Vpc(stack, 'PrivateVpc') }) }],
    })],
  ])('%s', (message, props) => {
    expect(() => templateOf(props)).toThrow(`[Edge/Alb] ${message}`);
  });

  test.each<[string, Props]>([
    ['certificates', stack => ({ certificates: [certificateIn(stack, 'a', 'us-east-1')] })],
    ["domains: certificate of 'a.example.com'", stack => ({ domains: [{ domainName: 'a.example.com', certificate: certificateIn(stack, 'a', 'us-east-1') }] })],
    ['mutualAuthentication: trustStore', stack => ({
      ...named(stack),
      mutualAuthentication: {
        mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY,
        trustStore: elbv2.TrustStore.fromTrustStoreArn(stack, 'Store', 'arn:aws:elasticloadbalancing:us-east-1:111122223333:truststore/shop/f2f7dc8efc522ab2'),
      },
    })],
  ])('%s in another Region', (prop, props) => {
    expect(() => templateOf(props, 'eu-west-1')).toThrow(new RegExp(`${prop} \\('arn:[^']+'\\) is in Region us-east-1, but the stack is in eu-west-1`));
  });
});

test('a trust store that another account shares is accepted', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '444455556666' } });
  const trustStore = elbv2.TrustStore.fromTrustStoreArn(stack, 'Store', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/shop/f2f7dc8efc522ab2');
  expect(() => new SharedAlb(stack, 'Alb', {
    vpc: new ec2.Vpc(stack, 'Vpc'),
    domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }],
    mutualAuthentication: { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY, trustStore },
  })).not.toThrow();
});

describe('a shared load balancer in the regulated profile', () => {
  const regulated = (props: Props): Props => stack => ({ profile: Profile.regulated(), ...props(stack) });
  const logged: Props = stack => ({ accessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'company-logs') });

  test('has a web ACL whose decisions are logged, deletion protection and no redirect', () => {
    const template = templateOf(regulated(stack => ({ ...named(stack), ...logged(stack) })), 'eu-west-1');
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: Match.objectLike({ 'Fn::Join': Match.anyValue() }), KmsKeyId: Match.anyValue() });
    template.hasResourceProperties(LOAD_BALANCER, { LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]) });
    template.resourceCountIs(LISTENER, 1);
  });

  test('is found on the app too', () => {
    const app = new App();
    Profile.regulated().applyTo(app);
    expect(() => new Edge(() => ({}), app)).toThrow('[Edge/Alb] the regulated profile accepts TLS only; set certificates, or domains with domainZone');
  });

  test.each<[string, Props]>([
    ['the regulated profile accepts TLS only', logged],
    ['set accessLogsBucket to a bucket that is replicated and monitored', named],
    ['connectionLogs requires connectionLogsBucket', stack => ({ ...named(stack), ...logged(stack), connectionLogs: true })],
  ])('is refused: %s', (message, props) => {
    expect(() => templateOf(regulated(props), 'eu-west-1')).toThrow(message);
  });
});
