import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { NETWORK_LOAD_BALANCER_WITH_SECURITY_GROUP_BY_DEFAULT } from 'aws-cdk-lib/cx-api';
import { ContainerServiceProps, Deployment, DeploymentAlarm, EcsCluster, Exposure, NlbExposureProps, Profile, ServiceConnect } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';
import { nagAcknowledgements } from '../../support/nag';
import { certificateIn } from '../../support/shared-alb';

const { TCP, TLS, UDP, TCP_UDP } = elbv2.Protocol;
const MQTT: NlbExposureProps = { protocol: TCP, listenerPort: 1883 };
const DNS: NlbExposureProps = { protocol: UDP, listenerPort: 53, healthCheck: { port: '8080' } };

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';

function certificate(stack: Stack, id = 'Imported'): acm.ICertificate { return acm.Certificate.fromCertificateArn(stack, id, CERTIFICATE_ARN); }

function zone(stack: Stack): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
}

function dualStackCluster(stack: Stack): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK }) });
}

type Given = NlbExposureProps | ((stack: Stack) => NlbExposureProps);

function publicTemplate(props: Given, service: (stack: Stack) => Partial<ContainerServiceProps> = () => ({})): Template {
  const given = (stack: Stack) => typeof props === 'function' ? props(stack) : props;
  return serviceTemplate(stack => ({ containerPort: 9000, exposure: Exposure.publicNlb(given(stack)), ...service(stack) }));
}

function made(exposure: (stack: Stack) => Exposure, props: Partial<ContainerServiceProps> = {}) {
  const stack = newStack('eu-west-1');
  return makeService(stack, { containerPort: 9000, exposure: exposure(stack), ...props });
}

function refusal(props: Given, isPublic = true, service: Partial<ContainerServiceProps> = {}): string {
  try {
    made(stack => {
      const given = typeof props === 'function' ? props(stack) : props;
      return isPublic ? Exposure.publicNlb(given) : Exposure.internalNlb(given);
    }, service);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('a public Network Load Balancer', () => {
  test('forwards TCP to the tasks, which ECS registers by IP address', () => {
    const template = publicTemplate(MQTT);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Scheme: 'internet-facing' });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Protocol: 'TCP', Port: 1883 });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Protocol: 'TCP',
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 5,
      HealthCheckPort: Match.absent(),
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'deregistration_delay.timeout_seconds', Value: '60' },
        { Key: 'deregistration_delay.connection_termination.enabled', Value: 'true' },
      ]),
    });
    template.hasResourceProperties('AWS::ECS::Service', { LoadBalancers: [Match.objectLike({ ContainerName: 'web', ContainerPort: 9000 })] });
  });

  test('admits every address only on the port of the listener, and reaches the tasks on the container port', () => {
    const template = publicTemplate(MQTT);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 1883, ToPort: 1883, Description: 'Allow from anyone on port 1883' }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('LBSecurityGroup'), 'GroupId'] },
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000 });
  });

  test('has the security group that the CDK creates with its feature flag, so the flag changes nothing', () => {
    const [without, withFlag] = [false, true].map(flag => {
      const stack = new Stack(new App({ context: { [NETWORK_LOAD_BALANCER_WITH_SECURITY_GROUP_BY_DEFAULT]: flag } }), 'Stack');
      makeService(stack, { exposure: Exposure.publicNlb(MQTT) });
      return Template.fromStack(stack).toJSON();
    });
    expect(withFlag).toEqual(without);
    Template.fromJSON(without).hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'Automatically created Security Group for ELB StackApiLB32DD7007' });
  });

  test('has a target group on which the service depends', () => {
    publicTemplate(MQTT).hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('LBPublicListener[0-9A-F]+$')]) });
  });
});

describe('TLS', () => {
  test('terminates at the load balancer with a certificate, on port 443', () => {
    const template = publicTemplate(stack => ({ certificate: certificate(stack), alpnPolicy: elbv2.AlpnPolicy.HTTP2_PREFERRED }));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Protocol: 'TLS', Port: 443, Certificates: [{ CertificateArn: CERTIFICATE_ARN }], SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', AlpnPolicy: ['HTTP2Preferred'],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'TCP' });
  });

  test('has a new certificate and a record with a name and a zone', () => {
    const template = publicTemplate(stack => ({ domainName: 'mqtt.example.com', domainZone: zone(stack) }));
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'mqtt.example.com' });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'mqtt.example.com.', Type: 'A' });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Protocol: 'TLS' });
  });

  test('has additional certificates for other names, which can be added and removed in any order', () => {
    const certified = (...names: string[]) => publicTemplate(stack => ({
      certificate: certificate(stack), additionalCertificates: names.map(name => certificateIn(stack, name)),
    }));
    const ids = (template: Template) => Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::ListenerCertificate'));
    const [, second] = ids(certified('First', 'Second'));
    const template = certified('Second');
    expect(ids(template)).toEqual([second]);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerCertificate', {
      ListenerArn: { Ref: Match.stringLikeRegexp('LBPublicListener') }, Certificates: [{ CertificateArn: Match.stringLikeRegexp('/Second$') }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Certificates: [{ CertificateArn: CERTIFICATE_ARN }] });
  });

  test('continues to the tasks with targetProtocol', () => {
    publicTemplate(stack => ({ certificate: certificate(stack), targetProtocol: TLS })).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'TLS' });
  });

  test('logs connections to a bucket that the load balancer can write to, even with a KMS key', () => {
    const stack = newStack('eu-west-1');
    const accessLogsBucket = new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') });
    makeService(stack, { exposure: Exposure.publicNlb({ certificate: certificate(stack), accessLogsBucket, accessLogsPrefix: 'mqtt' }) });
    const template = Template.fromStack(stack);
    const writer = { Principal: { Service: 'delivery.logs.amazonaws.com' } };
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...writer, Action: 's3:PutObject' })]) } });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ ...writer, Action: Match.arrayWith(['kms:GenerateDataKey*']) })]) } });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.enabled', Value: 'true' }]) });
  });
});

describe('UDP', () => {
  test('reaches the container port over UDP, with health checks over TCP', () => {
    const template = publicTemplate(DNS, () => ({ containerPort: 53 }));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 53, Protocol: 'udp' }] })] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'UDP', HealthCheckPort: '8080' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ IpProtocol: 'udp', FromPort: 53 })] });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { IpProtocol: 'udp', FromPort: 53, ToPort: 53 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
  });

  test('admits health checks over TCP on the traffic port, if the tasks respond there', () => {
    const template = publicTemplate({ ...DNS, healthCheck: { port: 'traffic-port' } }, () => ({ containerPort: 53 }));
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { IpProtocol: 'tcp', FromPort: 53 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { IpProtocol: 'udp', FromPort: 53 });
  });

  test('and TCP on one port have separate port mappings, and the TCP mapping has the name', () => {
    const template = publicTemplate({ protocol: TCP_UDP, listenerPort: 53 }, () => ({ containerPort: 53, portName: 'dns' }));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 53, Protocol: 'tcp', Name: 'dns' }, { ContainerPort: 53, Protocol: 'udp' }] })],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'TCP_UDP' });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
  });

  test('uses the TCP mapping for Service Connect', () => {
    const template = publicTemplate(DNS, stack => ({
      containerPort: 53,
      cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: { name: 'shop', useForServiceConnect: true } }),
      serviceConnect: ServiceConnect.server(),
    }));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 53, Protocol: 'tcp', Name: 'web' }, { ContainerPort: 53, Protocol: 'udp' }] })],
    });
  });

  test('on an additional exposure adds a port mapping', () => {
    const template = serviceTemplate({ containerPort: 53, exposure: Exposure.internalNlb({ protocol: TCP, listenerPort: 53 }) }, api => { api.expose('Udp', Exposure.internalNlb(DNS)); });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 53, Protocol: 'tcp' }, { ContainerPort: 53, Protocol: 'udp' }] })],
    });
  });

  test('adds its port mapping to an existing task definition', () => {
    const stack = newStack();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 512 });
    taskDefinition.addContainer('dns', { image: IMAGE, portMappings: [{ containerPort: 53 }] });
    makeService(stack, { taskDefinition, exposure: Exposure.internalNlb(DNS) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 53, Protocol: 'tcp' }, { ContainerPort: 53, Protocol: 'udp' }] })],
    });
  });

});

describe('a health check has a compatible interval and timeout:', () => {
  const seconds = (interval?: number, timeout?: number) => ({
    interval: interval === undefined ? undefined : Duration.seconds(interval),
    timeout: timeout === undefined ? undefined : Duration.seconds(timeout),
  });

  test.each<[string, elbv2.HealthCheck, number, number | undefined]>([
    ['the default settings', {}, 10, 5],
    ['over HTTP', { protocol: elbv2.Protocol.HTTP, port: '81' }, 10, 5],
    ['over HTTPS', { protocol: elbv2.Protocol.HTTPS }, 10, 5],
    ['a short interval', seconds(5), 5, 4],
    ['a short interval over HTTPS', { protocol: elbv2.Protocol.HTTPS, ...seconds(5) }, 5, 4],
    ['a long interval', seconds(60), 60, 5],
    ['a short timeout', seconds(undefined, 2), 10, 2],
    ['a long timeout', seconds(undefined, 60), 60, 60],
    ['both', seconds(20, 20), 20, 20],
  ])('%s', (_, healthCheck, interval, timeout) => {
    publicTemplate({ ...MQTT, healthCheck })
      .hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckIntervalSeconds: interval, HealthCheckTimeoutSeconds: timeout });
  });

  test('a timeout as long as the interval is accepted with every protocol', () => {
    const protocols = [TCP, elbv2.Protocol.HTTP, elbv2.Protocol.HTTPS];
    expect(protocols.map(protocol => refusal({ ...MQTT, healthCheck: { protocol, port: '81', ...seconds(20, 20) } }))).toEqual(['', '', '']);
  });

  test('an interval that is known only at deployment leaves the timeout to AWS', () => {
    publicTemplate({ ...MQTT, healthCheck: { interval: Duration.seconds(Lazy.number({ produce: () => 7 })) } })
      .hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckIntervalSeconds: 7, HealthCheckTimeoutSeconds: Match.absent() });
  });

  test('a timeout that is known only at deployment leaves the interval to AWS', () => {
    publicTemplate({ ...MQTT, healthCheck: { timeout: Duration.seconds(Lazy.number({ produce: () => 7 })) } })
      .hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckIntervalSeconds: Match.absent(), HealthCheckTimeoutSeconds: 7 });
  });
});

test('a health check over HTTP accepts every code that a Network Load Balancer supports', () => {
  publicTemplate({ ...MQTT, healthCheck: { protocol: elbv2.Protocol.HTTP, port: '81', healthyHttpCodes: '200,503-599' } })
    .hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Matcher: { HttpCode: '200,503-599' } });
});

describe('addresses', () => {
  test('are Elastic IP addresses that are kept when the load balancer is deleted', () => {
    const service = made(() => Exposure.publicNlb({ ...MQTT, createElasticIps: true }));
    const template = Template.fromStack(Stack.of(service));
    template.hasResource('AWS::EC2::EIP', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain', DependsOn: Match.anyValue() });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Subnets: Match.absent(), SubnetMappings: [0, 1].map(() => ({ AllocationId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ElasticIp'), 'AllocationId'] }, SubnetId: Match.anyValue() })),
    });
    expect(Stack.of(service).resolve(service.endpoint?.elasticIpAddresses)).toEqual([1, 2].map(number => ({ 'Fn::GetAtt': [expect.stringContaining(`ElasticIpPublicSubnet${number}`), 'PublicIp'] })));
  });

  test('do not change when a zone is added or removed', () => {
    const ids = (vpc: (stack: Stack) => ec2.IVpc) => Object.keys(publicTemplate({ ...MQTT, createElasticIps: true }, stack => ({
      cluster: new EcsCluster(stack, 'Cluster', { vpc: vpc(stack) }),
    })).findResources('AWS::EC2::EIP')).filter(id => id.startsWith('ApiElasticIp'));
    const own = (...availabilityZones: string[]) => ids(stack => new ec2.Vpc(stack, 'Vpc', { availabilityZones }));
    const imported = (...zones: string[]) => ids(stack => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: zones,
      publicSubnetIds: zones.map(name => `subnet-${name}`),
      privateSubnetIds: zones.map(name => `subnet-private-${name}`),
    }));
    const [a, b, c] = own('eu-west-1a', 'eu-west-1b', 'eu-west-1c');
    expect(own('eu-west-1a', 'eu-west-1b')).toEqual([a, b]);
    expect(c).toMatch('ElasticIpPublicSubnet3');
    const [first, , third] = imported('a', 'b', 'c');
    expect(imported('a', 'c')).toEqual([first, third]);
    expect(third).toMatch('ElasticIpsubnetc');
  });

  test('of a public load balancer need a route to the internet in the subnets', () => {
    const stack = newStack('eu-west-1');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const subnetMappings = vpc.publicSubnets.map((subnet, index) => ({ subnet, allocationId: `eipalloc-${index}` }));
    makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: Exposure.publicNlb({ ...MQTT, subnetMappings }) });
    Template.fromStack(stack).hasResource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      DependsOn: Match.arrayWith([1, 2].map(number => Match.stringLikeRegexp(`VpcPublicSubnet${number}DefaultRoute`))),
    });
  });

  test('of an internal load balancer can be set', () => {
    const service = made(() => Exposure.internalNlb({ ...MQTT, listenerPort: 1883 }));
    const [subnet] = service.cluster.vpc.privateSubnets;
    service.expose('Static', Exposure.internalNlb({ ...MQTT, subnetMappings: [{ subnet, privateIpv4Address: '10.0.0.10' }] }));
    Template.fromStack(Stack.of(service)).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { SubnetMappings: [Match.objectLike({ PrivateIPv4Address: '10.0.0.10' })] });
    expect(service.endpoint?.elasticIpAddresses).toBeUndefined();
  });

  test('with IPv6 have an AAAA record, and every address is admitted', () => {
    const template = publicTemplate(stack => ({ domainName: 'mqtt.example.com', domainZone: zone(stack), ipAddressType: elbv2.IpAddressType.DUAL_STACK }), stack => ({ cluster: dualStackCluster(stack) }));
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'AAAA' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ CidrIp: '0.0.0.0/0' }), Match.objectLike({ CidrIpv6: '::/0' })] });
  });
});

describe('an internal Network Load Balancer', () => {
  test('uses TCP by default, and admits the VPC', () => {
    const template = serviceTemplate({ exposure: Exposure.internalNlb({ listenerPort: 80 }) });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 80, ToPort: 80, Description: 'The VPC, on port 80' }] });
  });

  test('admits no address if the listener is closed', () => {
    serviceTemplate({ exposure: Exposure.internalNlb({ listenerPort: 80, openListener: false }) })
      .hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: Match.stringLikeRegexp('ELB'), SecurityGroupIngress: Match.absent() });
  });

  test.each([[true, 1], [false, 0]])('with an open listener is reported by cdk-nag (public: %s)', (isPublic, count) => {
    const props = { ...MQTT, openListener: true };
    const service = made(() => isPublic ? Exposure.publicNlb(props) : Exposure.internalNlb(props));
    expect(nagAcknowledgements(service.node.root as App).filter(each => each.startsWith('AwsSolutions-EC23'))).toHaveLength(count);
  });
});

test('passes on every setting of load balancer, listener and target group', () => {
  const template = publicTemplate({
    ...MQTT,
    crossZoneEnabled: true,
    deletionProtection: true,
    loadBalancerName: 'mqtt',
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
    tcpIdleTimeout: Duration.minutes(10),
    preserveClientIp: true,
    proxyProtocolV2: true,
    sourceIpStickiness: true,
    connectionTermination: false,
    deregistrationDelay: Duration.minutes(5),
    targetGroupPort: 9000,
    healthCheck: { protocol: elbv2.Protocol.HTTP, port: '8081', path: '/healthz' },
  });
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Name: 'mqtt',
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }, { Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]),
  });
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '600' }] });
  const groups = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));
  const [targetGroup] = groups.map(({ Properties }) => Properties as Record<string, unknown>);
  expect(targetGroup).toMatchObject({ Port: 9000, HealthCheckProtocol: 'HTTP', HealthCheckPort: '8081', HealthCheckPath: '/healthz' });
  expect(targetGroup).toMatchObject({ HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 5 });
  const written = targetGroup.TargetGroupAttributes as { Key: string; Value: string }[];
  const attributes = Object.fromEntries(written.map(({ Key, Value }) => [Key, Value]));
  expect(attributes).toEqual({
    'deregistration_delay.connection_termination.enabled': 'false',
    'deregistration_delay.timeout_seconds': '300',
    'preserve_client_ip.enabled': 'true',
    'proxy_protocol_v2.enabled': 'true',
    'stickiness.enabled': 'true',
    'stickiness.type': 'source_ip',
  });
});

test('the record can point to another load balancer while clients move', () => {
  const stack = newStack('eu-west-1');
  const other = new elbv2.NetworkLoadBalancer(stack, 'Other', { vpc: new ec2.Vpc(stack, 'OtherVpc') });
  makeService(stack, { exposure: Exposure.publicNlb({ ...MQTT, domainName: 'mqtt.example.com', domainZone: zone(stack), domainTarget: other }) });
  Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', { AliasTarget: { DNSName: { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': [Match.stringLikeRegexp('^Other'), 'DNSName'] }]] } } });
});

test('IPv6 needs IPv6 only in the subnets of the mappings', () => {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  const subnet = new ec2.Subnet(stack, 'Mapped', { vpcId: cluster.vpc.vpcId, availabilityZone: 'a', cidrBlock: '10.0.255.0/28', ipv6CidrBlock: '2001:db8::/64' });
  const exposure = Exposure.publicNlb({ ...MQTT, ipAddressType: elbv2.IpAddressType.DUAL_STACK, subnetMappings: [{ subnet }] });
  makeService(stack, { cluster, containerPort: 9000, exposure });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a public load balancer acknowledges for cdk-nag that it admits every address; an internal one does not', () => {
  const acknowledged = (exposure: Exposure) => nagAcknowledgements(made(() => exposure).node.root as App).filter(each => each.startsWith('AwsSolutions-EC23'));
  const open: NlbExposureProps = { ...MQTT, openListener: true };
  expect(acknowledged(Exposure.publicNlb(open))).toEqual(['AwsSolutions-EC23 at Stack/Api/LB/SecurityGroup']);
  expect(acknowledged(Exposure.internalNlb(open))).toEqual([]);
});

describe('refuses impossible settings:', () => {
  test('a public load balancer with a name, no zone and no protocol: only the missing zone', () => {
    expect(() => serviceTemplate({ exposure: Exposure.publicNlb({ domainName: 'mqtt.example.com' }) }))
      .toThrow(/\] domainName \('mqtt.example.com'\) requires domainZone for its DNS record$/);
  });

  test('an internal load balancer with a name and no zone: the missing zone first', () => {
    expect(() => serviceTemplate({ exposure: Exposure.internalNlb({ domainName: 'mqtt.example.com' }) }))
      .toThrow(/\] domainName .* requires domainZone for its DNS record; listenerPort is required/);
  });

  test.each([
    ['public', () => Exposure.publicNlb(), 'does not encrypt traffic; set certificate'],
    ['internal', () => Exposure.internalNlb(), 'listenerPort is required with protocol TCP'],
  ])('a %s load balancer without props', (_, exposure, message) => {
    expect(() => serviceTemplate({ exposure: exposure() })).toThrow(message);
  });

  test.each<[string, NlbExposureProps | ((stack: Stack) => NlbExposureProps), string]>([
    ['no protocol', { listenerPort: 1883 }, 'a public load balancer without a certificate does not encrypt traffic; set certificate, or domainName and domainZone, or set the protocol that clients use'],
    ['an HTTP protocol', { protocol: elbv2.Protocol.HTTP }, 'protocol (HTTP) must be one of TCP, TLS, UDP, TCP_UDP'],
    ['QUIC', { protocol: 'QUIC' as elbv2.Protocol, listenerPort: 443 }, 'protocol (QUIC) is not possible with security groups, which this load balancer has, and must be one of TCP, TLS, UDP, TCP_UDP'],
    ['IPv6 with UDP', { ...DNS, ipAddressType: elbv2.IpAddressType.DUAL_STACK }, 'ipAddressType (dualstack) is not possible with protocol UDP: for UDP, a dual-stack load balancer supports IPv6 targets only, and tasks are registered with IPv4 addresses; remove ipAddressType'],
    ['IPv6 with TCP and UDP', { protocol: TCP_UDP, listenerPort: 53, ipAddressType: elbv2.IpAddressType.DUAL_STACK }, 'ipAddressType (dualstack) is not possible with protocol TCP_UDP'],
    ['no port', { protocol: TCP }, 'listenerPort is required with protocol TCP'],
    ['a port out of range', { ...MQTT, listenerPort: 70000 }, 'listenerPort (70000) must be a whole number from 1 to 65535'],
    ['plain HTTP on its default port', { protocol: TCP, listenerPort: 80 }, 'listenerPort (80) is an HTTP port, on which a public load balancer would accept traffic without encryption'],
    ['plain HTTP to HTTP targets', { ...MQTT, healthCheck: { protocol: elbv2.Protocol.HTTP } }, 'healthCheck: the tasks answer HTTP on the port of the traffic'],
    ['insecureHttp without plain HTTP', { ...DNS, insecureHttp: true }, 'insecureHttp (true) requires plain HTTP over TCP, and protocol is UDP; remove it'],
    ['TLS without a certificate', { protocol: TLS }, 'protocol TLS needs a certificate; set certificate, or domainName and domainZone'],
    ['a certificate in another Region', stack => ({ certificate: acm.Certificate.fromCertificateArn(stack, 'C', CERTIFICATE_ARN.replace('eu-west-1', 'us-east-1')) }), 'is in Region us-east-1, but the stack is in eu-west-1'],
    ['an additional certificate in another Region', stack => ({
      certificate: certificate(stack), additionalCertificates: [acm.Certificate.fromCertificateArn(stack, 'C', CERTIFICATE_ARN.replace('eu-west-1', 'us-east-1'))],
    }), `additionalCertificates ('${CERTIFICATE_ARN.replace('eu-west-1', 'us-east-1')}') is in Region us-east-1, but the stack is in eu-west-1`],
    ['TLS settings with TCP', stack => ({ ...MQTT, certificate: certificate(stack), alpnPolicy: elbv2.AlpnPolicy.HTTP1_ONLY }), 'certificate, alpnPolicy require protocol TLS, and this one is TCP; set protocol to TLS, or remove them'],
    ['logs with TCP', { ...MQTT, accessLogs: true }, 'accessLogs requires protocol TLS, and this one is TCP'],
    ['an idle timeout with TLS', stack => ({ certificate: certificate(stack), tcpIdleTimeout: Duration.minutes(5) }), 'tcpIdleTimeout (5 minutes) requires protocol TCP, and this one is TLS; remove it'],
    ['an idle timeout out of range', { ...MQTT, tcpIdleTimeout: Duration.seconds(30) }, 'tcpIdleTimeout (30 seconds) must be a whole number from 60 to 6000'],
    ['a certificate in a private zone', stack => ({
      domainName: 'a.example.com', domainZone: new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'example.com', vpc: new ec2.Vpc(stack, 'ZoneVpc') }),
    }), 'set certificate, or protocol: elbv2.Protocol.TCP'],
    ['UDP without a port for health checks', { protocol: UDP, listenerPort: 53 }, "healthCheck.port is required with protocol UDP: a TCP port that the tasks answer, or 'traffic-port' if they answer TCP on the port of the traffic"],
    ['a health check over UDP', { ...DNS, healthCheck: { port: '53', protocol: UDP } }, 'healthCheck.protocol (UDP) must be one of TCP, HTTP, HTTPS'],
    ['a slow response', { ...MQTT, healthCheck: { interval: Duration.seconds(10), timeout: Duration.seconds(11) } }, 'healthCheck.timeout (11 seconds) must not be longer than healthCheck.interval (10 seconds)'],
    ['codes over TCP', { ...MQTT, healthCheck: { healthyHttpCodes: '200' } }, "healthCheck.healthyHttpCodes ('200') need healthCheck.protocol HTTP or HTTPS, and it is TCP"],
    ['codes out of range', { ...MQTT, healthCheck: { protocol: elbv2.Protocol.HTTP, port: '81', healthyHttpCodes: '200-600' } }, "healthCheck.healthyHttpCodes ('200-600') must be codes from 200 to 599"],
    ['gRPC codes', { ...MQTT, healthCheck: { protocol: elbv2.Protocol.HTTP, port: '81', healthyGrpcCodes: '0' } }, "healthCheck.healthyGrpcCodes ('0') are for an Application Load Balancer; remove them"],
    ['a short interval', { ...MQTT, healthCheck: { interval: Duration.seconds(1) } }, 'healthCheck.interval (1 seconds) must be a whole number from 5 to 300'],
    ['a path over TCP', { ...MQTT, healthCheck: { path: '/' } }, "healthCheck.path ('/') needs healthCheck.protocol HTTP or HTTPS"],
    ['a path without a slash', { ...MQTT, healthCheck: { path: 'ok', port: '81', protocol: elbv2.Protocol.HTTP } }, "healthCheck.path ('ok') must be a path"],
    ['an invalid health check port', { ...MQTT, healthCheck: { port: 'admin' } }, "healthCheck.port (admin) must be 'traffic-port' or a number from 1 to 65535"],
    ['health check port 0', { ...MQTT, healthCheck: { port: '0' } }, 'healthCheck.port (0) must be'],
    ['a health check port out of range', { ...MQTT, healthCheck: { port: '65536' } }, 'healthCheck.port (65536) must be'],
    ['a fractional health check port', { ...MQTT, healthCheck: { port: '80.5' } }, 'healthCheck.port (80.5) must be'],
    ['a target port out of range', { ...MQTT, targetGroupPort: 65536 }, 'targetGroupPort (65536) must be a whole number from 1 to 65535'],
    ['UDP without client IP preservation', { ...DNS, preserveClientIp: false }, 'preserveClientIp (false) is not possible with protocol UDP; remove it'],
    ['stickiness with TLS', stack => ({ certificate: certificate(stack), sourceIpStickiness: true }), 'sourceIpStickiness (true) is not possible with TLS; remove it'],
    ['another protocol to the tasks', { ...MQTT, targetProtocol: UDP }, 'targetProtocol (UDP) is not possible with protocol TCP, which forwards to TCP or TCP_UDP'],
    ['a long deregistration delay', { ...MQTT, deregistrationDelay: Duration.hours(2) }, 'deregistrationDelay (7200 seconds)'],
    ['a name without a zone', { ...MQTT, domainName: 'mqtt.example.com' }, "domainName ('mqtt.example.com') requires domainZone for its DNS record"],
    ['a zone without a name', stack => ({ ...MQTT, domainZone: zone(stack) }), 'domainZone requires domainName'],
    ['a name outside the zone', stack => ({ ...MQTT, domainName: 'a.example.org', domainZone: zone(stack) }), "domainName ('a.example.org') is not in domainZone ('example.com')"],
    ['IP address settings of an Application Load Balancer', { ...MQTT, ipAddressType: elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 }, 'requires an Application Load Balancer; use ipv4 or dualstack'],
    ['two settings for the addresses', { ...MQTT, createElasticIps: true, subnetMappings: [] }, 'createElasticIps (true) and subnetMappings exclude each other; remove one of them'],
    ['mappings and subnets', { ...MQTT, subnetMappings: [], loadBalancerSubnets: {} }, 'subnetMappings and loadBalancerSubnets exclude each other'],
    ['no mappings', { ...MQTT, subnetMappings: [] }, 'subnetMappings is empty'],
    ['private addresses', stack => ({ ...MQTT, subnetMappings: [{ subnet: ec2.Subnet.fromSubnetId(stack, 'S', 'subnet-1'), privateIpv4Address: '10.0.0.9' }] }), 'requires an internal load balancer; use allocationId'],
    ['a record target without a record', stack => ({ ...MQTT, domainTarget: new elbv2.NetworkLoadBalancer(stack, 'O', { vpc: new ec2.Vpc(stack, 'OV') }) }), "domainTarget ('Stack/O') requires a DNS record"],
  ])('%s', (_, props, message) => {
    expect(refusal(props)).toContain(message);
  });

  test.each<[string, NlbExposureProps | ((stack: Stack) => NlbExposureProps), string]>([
    ['Elastic IP addresses', { ...MQTT, createElasticIps: true }, 'createElasticIps (true) requires a public load balancer; for an internal one, set subnetMappings with private addresses'],
    ['the allocation of an address', stack => ({ ...MQTT, subnetMappings: [{ subnet: ec2.Subnet.fromSubnetId(stack, 'S', 'subnet-1'), allocationId: 'eipalloc-1' }] }), 'requires a public load balancer; use privateIpv4Address'],
  ])('for an internal load balancer, %s', (_, props, message) => {
    expect(refusal(props, false)).toContain(message);
  });

  test('an application protocol with UDP', () => {
    expect(refusal(DNS, true, { appProtocol: ecs.AppProtocol.http })).toContain('appProtocol requires TCP, and the port receives udp; remove it');
  });

  test('plain HTTP is accepted with insecureHttp, and inside the network', () => {
    expect(refusal({ protocol: TCP, listenerPort: 80, insecureHttp: true })).toEqual('');
    expect(refusal({ protocol: TCP, listenerPort: 80 }, false)).toEqual('');
    expect(refusal({ protocol: TCP, listenerPort: 443, healthCheck: { protocol: elbv2.Protocol.HTTP, port: '8081' } })).toEqual('');
  });

  test.each<[string, Given]>([
    ['the last port for health checks', { ...MQTT, healthCheck: { port: '65535' } }],
    ['a response over TCP as slow as the interval', { ...MQTT, healthCheck: { interval: Duration.seconds(10), timeout: Duration.seconds(10) } }],
    ['a record in a private zone, with an existing certificate', stack => ({
      certificate: certificate(stack),
      domainName: 'a.example.com',
      domainZone: new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'example.com', vpc: new ec2.Vpc(stack, 'ZoneVpc') }),
    })],
  ])('%s is accepted', (_, props) => {
    expect(refusal(props)).toBe('');
  });

  test('an internal load balancer in a VPC whose CIDR is unknown', () => {
    const exposed = (props: NlbExposureProps) => made(() => Exposure.internalNlb(props), { cluster: importedCluster() });
    const importedCluster = () => {
      const stack = newStack();
      return new EcsCluster(stack, 'Cluster', {
        vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] }),
      });
    };
    expect(() => exposed(MQTT)).toThrow('an internal load balancer allows the CIDR of its VPC, which is unknown for this imported VPC');
    expect(() => exposed({ ...MQTT, openListener: false })).not.toThrow();
  });

  test('subnets without IPv6 at synthesis', () => {
    const service = made(() => Exposure.publicNlb({ ...MQTT, ipAddressType: elbv2.IpAddressType.DUAL_STACK }));
    expect(() => Template.fromStack(Stack.of(service))).toThrow('ipAddressType needs subnets with IPv6 addresses');
  });
});

describe('requests of a Network Load Balancer have no metrics:', () => {
  test.each([DeploymentAlarm.serverErrors(9), DeploymentAlarm.responseTime(Duration.seconds(1))])('no deployment alarm', alarm => {
    expect(refusal(MQTT, true, { deployment: Deployment.rolling({ alarms: [alarm] }) })).toContain('counts HTTP responses, which a Network Load Balancer does not read');
  });

  test('no scaling policy', () => {
    const service = made(() => Exposure.publicNlb(MQTT));
    const scaling = service.autoScale({ maxTasks: 4 });
    expect(() => scaling.onRequests(100)).toThrow('onRequests counts requests of an Application Load Balancer, and the service has none');
    expect(() => scaling.onRequests(100, { endpoint: service.endpoint })).toThrow('onRequests counts HTTP requests, which a Network Load Balancer does not read; use onCpu');
  });

  test('no metric, except those of the target group', () => {
    const { endpoint } = made(() => Exposure.publicNlb(MQTT));
    expect(() => endpoint?.metricRequestCount()).toThrow('RequestCount is a metric of requests, which a Network Load Balancer does not read');
    expect(() => endpoint?.metricTargetResponseTime()).toThrow('TargetResponseTime is a metric of requests');
    expect(() => endpoint?.metricHttpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT)).toThrow('is a metric of requests');
    expect(endpoint?.metricHealthyHostCount()).toMatchObject({ namespace: 'AWS/NetworkELB', metricName: 'HealthyHostCount', dimensions: { TargetGroup: expect.anything(), LoadBalancer: expect.anything() } });
    expect(endpoint?.url).toBeUndefined();
  });

  test('counts an additional Application Load Balancer', () => {
    const service = made(() => Exposure.publicNlb(MQTT));
    const endpoint = service.expose('Http', Exposure.internalAlb());
    expect(() => service.autoScale({ maxTasks: 4 }).onRequests(100)).not.toThrow();
    expect(endpoint.metricRequestCount().namespace).toEqual('AWS/ApplicationELB');
  });
});

describe('the regulated profile', () => {
  const profile = Profile.regulated();

  test('refuses protocols other than TLS', () => {
    expect(refusal(MQTT, true, { profile })).toContain('the regulated profile accepts TLS only; set certificate, or domainName and domainZone');
    expect(refusal(MQTT, false, { profile })).toContain('the regulated profile accepts TLS only');
  });

  test('requires a bucket for the logs', () => {
    expect(refusal(stack => ({ certificate: certificate(stack) }), true, { profile })).toContain('the regulated profile enables access logs; set accessLogsBucket');
  });

  test('accepts missing logs if this is set', () => {
    expect(refusal(stack => ({ certificate: certificate(stack), accessLogs: false }), true, { profile })).toBe('');
  });

  test('logs connections and protects the load balancer', () => {
    const stack = newStack('eu-west-1');
    const exposure = Exposure.publicNlb({ certificate: certificate(stack), accessLogsBucket: new s3.Bucket(stack, 'Logs') });
    makeService(stack, { exposure, profile });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }, { Key: 'access_logs.s3.enabled', Value: 'true' }]),
    });
  });
});
