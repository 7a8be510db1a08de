import { App, Aws, CfnCondition, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { EcsValidator, Exposure, NlbForAlb, NlbForAlbProps, Profile, SharedAlb } from '../../../src';
import { makeService } from '../../support/container-service';

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
const LISTENER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';
const ALB_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';

type Behind = Omit<NlbForAlbProps, 'listener'>;

function sharedAlb(scope: Stack, isSecure = true): SharedAlb {
  return new SharedAlb(scope, 'Edge', {
    vpc: new ec2.Vpc(scope, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK }),
    certificates: isSecure ? [acm.Certificate.fromCertificateArn(scope, 'Certificate', CERTIFICATE_ARN)] : undefined,
  });
}

function staticNlb(props: Behind | ((stack: Stack) => Behind) = {}, isSecure = true): NlbForAlb {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
  const { listener } = sharedAlb(stack, isSecure);
  return new NlbForAlb(stack, 'Static', { listener, ...(typeof props === 'function' ? props(stack) : props) });
}

/** An NLB in front of a listener that verifies client certificates. */
function nlbBeforeMutualTls(mutualAuthenticationMode: elbv2.MutualAuthenticationMode, props: Behind = {}): NlbForAlb {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
  const edge = new SharedAlb(stack, 'Edge', {
    vpc: new ec2.Vpc(stack, 'Vpc'),
    certificates: [acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN)],
    mutualAuthentication: {
      mutualAuthenticationMode,
      trustStore: mutualAuthenticationMode === elbv2.MutualAuthenticationMode.VERIFY
        ? elbv2.TrustStore.fromTrustStoreArn(stack, 'Trust', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/shop/73e2d6bc24d8a067')
        : undefined,
    },
  });
  return new NlbForAlb(stack, 'Static', { listener: edge.listener, ...props });
}

function templateOf(nlb: NlbForAlb): Template { return Template.fromStack(Stack.of(nlb)); }

function importedListener(stack: Stack): elbv2.IApplicationListener {
  return elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: LISTENER_ARN, securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0a1b2c3d4e5f60718'),
  });
}

describe('an NLB in front of an ALB', () => {
  test('forwards TCP to the port of the listener, and checks its health over HTTPS', () => {
    const template = templateOf(staticNlb());
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Scheme: 'internal', SecurityGroups: [Match.anyValue()] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Protocol: 'TCP', Port: 443 });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'alb',
      Protocol: 'TCP',
      Port: 443,
      Targets: [{ Id: { Ref: Match.stringLikeRegexp('EdgeLB') }, Port: 443 }],
      HealthCheckProtocol: 'HTTPS',
      Matcher: { HttpCode: '200-499' },
    });
  });

  test('depends on the listener, without which AWS refuses the target', () => {
    templateOf(staticNlb()).hasResource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Properties: { TargetType: 'alb' }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('EdgeLBPublicListener[0-9A-F]+$')]),
    });
  });

  test('is admitted by the ALB, and has no other outbound rules', () => {
    const template = templateOf(staticNlb());
    const nlbGroup = { 'Fn::GetAtt': [Match.stringLikeRegexp('^StaticLBSecurityGroup'), 'GroupId'] };
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, ToPort: 443, SourceSecurityGroupId: nlbGroup });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 443, ToPort: 443, GroupId: nlbGroup });
  });

  test('checks health over HTTP if the listener has no TLS', () => {
    templateOf(staticNlb({}, false)).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'alb', Port: 80, HealthCheckProtocol: 'HTTP' });
  });

  test('can check another listener, such as the one that redirects', () => {
    const template = templateOf(staticNlb({ healthCheck: { protocol: elbv2.Protocol.HTTP, port: '80', interval: Duration.seconds(30) } }));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'alb', HealthCheckPort: '80', HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 30 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 80, Description: 'Health checks of the Application Load Balancer' });
  });

  test('has static addresses and a name', () => {
    const nlb = staticNlb(stack => ({
      internetFacing: true,
      createElasticIps: true,
      listenerPort: 8443,
      domainName: 'static.example.com',
      domainZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
      ipAddressType: elbv2.IpAddressType.DUAL_STACK,
    }));
    const template = templateOf(nlb);
    expect(nlb.elasticIpAddresses).toHaveLength(3);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Protocol: 'TCP', Port: 8443 });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'A', Name: 'static.example.com.' });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'AAAA' });
  });

  test('can be exposed to other VPCs with PrivateLink', () => {
    const nlb = staticNlb({ enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false });
    new ec2.VpcEndpointService(nlb, 'Service', { vpcEndpointServiceLoadBalancers: [nlb.loadBalancer], acceptanceRequired: true });
    templateOf(nlb).hasResourceProperties('AWS::EC2::VPCEndpointService', { NetworkLoadBalancerArns: [{ Ref: Match.stringLikeRegexp('^StaticLB') }] });
  });

  test('accepts an imported listener', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const loadBalancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', { loadBalancerArn: ALB_ARN, securityGroupId: 'sg-0a1b2c3d4e5f60718' });
    new NlbForAlb(stack, 'Static', { listener: importedListener(stack), loadBalancer, albPort: 443, vpc });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 443, HealthCheckProtocol: 'HTTPS', Targets: [{ Id: ALB_ARN, Port: 443 }] });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0a1b2c3d4e5f60718', FromPort: 443 });
  });

  test('can be in front of the load balancer of a service in another stack', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const service = makeService(stack, { exposure: Exposure.internalAlb() });
    new NlbForAlb(new Stack(app, 'Edge'), 'Static', { listener: service.endpoint?.listener as elbv2.ApplicationListener });
    expect(EcsValidator.findings(app)).toEqual([]);
  });

  test('has another target group if it is replaced', () => {
    const ids = [{}, { internetFacing: true }, { loadBalancerName: 'static' }].map(props => staticNlb(props).targetGroup.node.id);
    expect(ids).toEqual(['AlbPrivateGroup', 'AlbGroup', 'AlbstaticPrivateGroup']);
  });

  test('has deletion protection in the regulated profile', () => {
    templateOf(staticNlb({ profile: Profile.regulated() })).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Type: 'network', LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
    });
  });

  test('gets defaults from property injection', () => {
    expect(NlbForAlb.PROPERTY_INJECTION_ID).toEqual('cdk-ecs-shipshape.NlbForAlb');
  });
});

describe('refuses health checks that can never pass at synthesis:', () => {
  const { VERIFY, PASS_THROUGH } = elbv2.MutualAuthenticationMode;
  const CURE = "set healthCheck to a listener that answers, such as { protocol: elbv2.Protocol.HTTP, port: '80' } for the one that redirects";

  test('of a listener that verifies client certificates', () => {
    expect(() => templateOf(nlbBeforeMutualTls(VERIFY))).toThrow(`health checks have no certificate, and listener 'Stack/Edge/LB/PublicListener' verifies the certificates of all clients; ${CURE}`);
  });

  test('but not of a listener that passes certificates through or redirects', () => {
    expect(() => templateOf(nlbBeforeMutualTls(PASS_THROUGH))).not.toThrow();
    expect(() => templateOf(nlbBeforeMutualTls(VERIFY, { healthCheck: { protocol: elbv2.Protocol.HTTP, port: '80' } }))).not.toThrow();
  });

  test('on a port without a listener', () => {
    expect(() => templateOf(staticNlb({ healthCheck: { port: '8080' } })))
      .toThrow(`health checks use port 8080, but Application Load Balancer 'Stack/Edge/LB' has listeners only on 443, 80; ${CURE}`);
  });

  test('but not on the port of a listener that is added later', () => {
    const nlb = staticNlb({ healthCheck: { port: '8080', protocol: elbv2.Protocol.HTTP } });
    const alb = nlb.node.root.node.findChild('Stack').node.findChild('Edge').node.findChild('LB') as elbv2.ApplicationLoadBalancer;
    alb.addListener('Health', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(200) });
    expect(() => templateOf(nlb)).not.toThrow();
  });

  test('but not if the port of a listener is known only at deployment', () => {
    const nlb = staticNlb({ healthCheck: { port: '8080' } });
    const stack = Stack.of(nlb);
    const alb = stack.node.findChild('Edge').node.findChild('LB') as elbv2.ApplicationLoadBalancer;
    const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    alb.addListener('Health', { port, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(200) });
    expect(() => templateOf(nlb)).not.toThrow();
  });

  test('over HTTPS of a listener that uses HTTP', () => {
    expect(() => templateOf(staticNlb({ healthCheck: { port: '80' } })))
      .toThrow("health checks use HTTPS on port 80, and listener 'Stack/Edge/LB/PublicRedirectListener' uses HTTP there; set healthCheck.protocol to HTTP");
  });

  test('but not of an imported load balancer, whose listeners are unknown', () => {
    const stack = new Stack(new App(), 'Stack');
    const loadBalancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', { loadBalancerArn: ALB_ARN, securityGroupId: 'sg-0a1b2c3d4e5f60718' });
    new NlbForAlb(stack, 'Static', { listener: importedListener(stack), loadBalancer, albPort: 443, vpc: new ec2.Vpc(stack, 'Vpc'), healthCheck: { port: '8080' } });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('an ALB as target of several NLBs', () => {
  test.each([[2, false], [3, true]])('is refused above the quota of AWS (%i)', (count, isRefused) => {
    const first = staticNlb();
    const stack = Stack.of(first);
    const { listener } = stack.node.findChild('Edge') as SharedAlb;
    for (let number = 2; number <= count; number++) { new NlbForAlb(stack, `Static${number}`, { listener }); }
    const message = "Application Load Balancer 'Stack/Edge/LB' is behind 3 Network Load Balancers, and AWS allows 2; remove NlbForAlb constructs";
    const synth = expect(() => Template.fromStack(stack));
    if (isRefused) { synth.toThrow(message); } else { synth.not.toThrow(); }
  });

  test('does not count an NLB under a condition', () => {
    const first = staticNlb();
    const stack = Stack.of(first);
    const { listener } = stack.node.findChild('Edge') as SharedAlb;
    new NlbForAlb(stack, 'Static2', { listener });
    const { targetGroup } = new NlbForAlb(stack, 'Static3', { listener });
    (targetGroup.node.defaultChild as elbv2.CfnTargetGroup).cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('refuses impossible settings:', () => {
  test.each<[string, Behind | ((stack: Stack) => Behind), boolean, string]>([
    ['another port than the port of the listener', { albPort: 8443 }, true, "albPort (8443) is not the port of listener 'Stack/Edge/LB/PublicListener' (443), to which the target group must forward; remove it"],
    ['a port of the listener out of range', { albPort: 65536 }, true, 'albPort (65536) must be a whole number from 1 to 65535'],
    ['another load balancer', stack => ({ loadBalancer: new elbv2.ApplicationLoadBalancer(stack, 'Other', { vpc: new ec2.Vpc(stack, 'V') }) }), true, "loadBalancer ('Stack/Other') is not the load balancer of listener"],
    ['another VPC', stack => ({ vpc: new ec2.Vpc(stack, 'V') }), true, "vpc ('Stack/V') is not the VPC of the Application Load Balancer ('Stack/Vpc')"],
    ['plain HTTP for the internet', { internetFacing: true }, false, 'accepts HTTP only; give the listener a certificate, or set insecureHttp: true'],
    ['plain HTTP in the regulated profile', { profile: Profile.regulated() }, false, "the regulated profile accepts TLS only, and listener 'Stack/Edge/LB/PublicListener' uses HTTP"],
    ['a health check over TCP', { healthCheck: { protocol: elbv2.Protocol.TCP } }, true, 'healthCheck.protocol (TCP) must be one of HTTP, HTTPS'],
    ['a port out of range', { listenerPort: 0 }, true, 'listenerPort (0) must be a whole number from 1 to 65535'],
    ['Elastic IP addresses for an internal load balancer', { createElasticIps: true }, true, 'createElasticIps (true) requires a public load balancer'],
  ])('%s', (_, props, isSecure, message) => {
    expect(() => staticNlb(props, isSecure)).toThrow(message);
  });

  test('an imported listener without known attributes', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => new NlbForAlb(stack, 'Static', { listener: importedListener(stack) }))
      .toThrow("loadBalancer is required, since listener 'Stack/Listener' is imported; albPort is required, since listener 'Stack/Listener' is imported");
  });

  test('an imported load balancer in an unknown VPC', () => {
    const stack = new Stack(new App(), 'Stack');
    const loadBalancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', { loadBalancerArn: ALB_ARN, securityGroupId: 'sg-1' });
    expect(() => new NlbForAlb(stack, 'Static', { listener: importedListener(stack), loadBalancer, albPort: 443 })).toThrow("vpc is required, since the VPC of load balancer 'Stack/Alb' is unknown");
  });

  test('but accepts explicit plain HTTP for the internet', () => {
    expect(() => staticNlb({ internetFacing: true, insecureHttp: true }, false)).not.toThrow();
  });
});
