import { App, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { Capacity, ContainerService, ContainerServiceProps, Exposure, TaskSize } from '../../../src';
import { IMAGE } from '../../support/container-service';

/** Properties that require a replacement: the create-only properties of the CloudFormation schemas. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', 'Scheme', 'Type'],
  'AWS::ElasticLoadBalancingV2::Listener': ['LoadBalancerArn'],
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': ['Certificates', 'ListenerArn'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'],
  'AWS::ECS::Service': ['Cluster', 'LaunchType', 'ServiceName', 'SchedulingStrategy', 'Role'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'GroupName', 'VpcId'],
  'AWS::EC2::SecurityGroupIngress': ['GroupId', 'FromPort', 'ToPort', 'IpProtocol', 'SourceSecurityGroupId'],
  'AWS::EC2::SecurityGroupEgress': ['GroupId', 'FromPort', 'ToPort', 'IpProtocol', 'DestinationSecurityGroupId'],
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::IAM::Policy': [],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::CertificateManager::Certificate': ['DomainName', 'ValidationMethod', 'DomainValidationOptions'],
  'AWS::Route53::RecordSet': ['Name', 'HostedZoneId', 'HostedZoneName'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['ResourceId', 'ScalableDimension', 'ServiceNamespace'],
};

/** Each revision of a task definition is a new resource in the same family. */
const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Both stacks have the same name and the same surrounding resources, so that only the service differs. */
function resourcesOf(make: (scope: Construct, cluster: ecs.ICluster) => void, context: Record<string, unknown> = {}): Record<string, Resource> {
  const stack = new Stack(new App({ context }), 'Stack');
  make(stack, new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), enableFargateCapacityProviders: true }));
  return Template.fromStack(stack).toJSON().Resources as Record<string, Resource>;
}

type PatternProps = Partial<patterns.ApplicationLoadBalancedFargateServiceProps>;

function pattern(props: (scope: Construct) => PatternProps, use: (service: ecs.FargateService) => void = () => {}) {
  return (scope: Construct, cluster: ecs.ICluster) => {
    const { service } = new patterns.ApplicationLoadBalancedFargateService(scope, 'Api', {
      cluster, cpu: 512, memoryLimitMiB: 1024, taskImageOptions: { image: IMAGE, containerPort: 8080 }, ...props(scope),
    });
    use(service);
  };
}

function ours(props: (scope: Construct) => Partial<ContainerServiceProps>, use: (service: ContainerService) => void = () => {}) {
  return (scope: Construct, cluster: ecs.ICluster) => {
    use(new ContainerService(scope, 'Api', {
      cluster,
      image: IMAGE,
      containerPort: 8080,
      capacity: Capacity.fargateLaunchType(),
      size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) }),
      ...props(scope),
    }));
  };
}

function identity({ Type, Properties = {} }: Resource): unknown {
  return { Type, ...Object.fromEntries((FIXED[Type] ?? []).map(name => [name, Properties[name]])) };
}

function familiesOf(resources: Record<string, Resource>): unknown[] {
  return Object.values(resources).filter(({ Type }) => Type === TASK_DEFINITION).map(task => task.Properties?.Family);
}

const certificate = (scope: Construct) => acm.Certificate.fromCertificateArn(scope, 'Imported', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');
const domainZone = (scope: Construct) => route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const unique = { [ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID]: true };

const SERVICES = [
  ['over HTTP', pattern(() => ({})), ours(() => ({ exposure: Exposure.publicAlb({ insecureHttp: true }) })), {}],
  ['with a certificate and a redirect', pattern(scope => ({ certificate: certificate(scope), redirectHTTP: true })),
    ours(scope => ({ exposure: Exposure.publicAlb({ certificate: certificate(scope) }) })), {}],
  ['with a new certificate, and a name',
    pattern(scope => ({ protocol: elbv2.ApplicationProtocol.HTTPS, domainName: 'api.example.com', domainZone: domainZone(scope), redirectHTTP: true })),
    ours(scope => ({ exposure: Exposure.publicAlb({ domainName: 'api.example.com', domainZone: domainZone(scope) }) })), {}],
  ['with an internal load balancer', pattern(() => ({ publicLoadBalancer: false })), ours(() => ({ exposure: Exposure.internalAlb() })), {}],
  ['with an internal load balancer, and unique ids of target groups', pattern(() => ({ publicLoadBalancer: false })), ours(() => ({ exposure: Exposure.internalAlb() })), unique],
  ['with a name for the load balancer, and unique ids of target groups', pattern(() => ({ loadBalancerName: 'shop' })),
    ours(() => ({ exposure: Exposure.publicAlb({ loadBalancerName: 'shop', insecureHttp: true }) })), unique],
  ['with scaling', pattern(() => ({}), service => { service.autoScaleTaskCount({ maxCapacity: 4 }); }),
    ours(() => ({ exposure: Exposure.publicAlb({ insecureHttp: true }) }), service => { service.autoScale({ minTasks: 1, maxTasks: 4 }); }), {}],
  ['in public subnets', pattern(() => ({ assignPublicIp: true, taskSubnets: { subnetType: ec2.SubnetType.PUBLIC } })),
    ours(() => ({ exposure: Exposure.publicAlb({ insecureHttp: true }), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } })), {}],
  ['on capacity providers', pattern(() => ({ capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] })),
    ours(() => ({ exposure: Exposure.publicAlb({ insecureHttp: true }), capacity: Capacity.fargateSpot() })), {}],
] as const;


describe.each(SERVICES)('a service of ecs-patterns %s', (_, theirs, own, context) => {
  const before = resourcesOf(theirs, context);
  const after = resourcesOf(own, context);

  test('keeps each of its resources', () => {
    for (const [id, resource] of Object.entries(before)) {
      expect({ [id]: after[id] && identity(after[id]) }).toEqual({ [id]: identity(resource) });
    }
  });

  test('keeps the family of its task definition', () => {
    expect(familiesOf(after)).toEqual(familiesOf(before));
  });

  test('has only types with known create-only properties', () => {
    const around = resourcesOf(() => {}, context);
    const types = Object.entries(before).filter(([id]) => !(id in around)).map(([, { Type }]) => Type);
    expect(types.filter(type => !(type in FIXED) && type !== TASK_DEFINITION)).toEqual([]);
  });
});

describe('a NetworkLoadBalancedFargateService', () => {
  const taskImageOptions = { image: IMAGE, containerPort: 5672 };
  const flags = { '@aws-cdk/aws-elasticloadbalancingv2:networkLoadBalancerWithSecurityGroupByDefault': true };

  /** Without the security group rules: the rules of the old construct admit no traffic. */
  function fixedParts(resources: Record<string, Resource>): Record<string, unknown> {
    const types = ['LoadBalancer', 'Listener', 'TargetGroup'].map(name => `AWS::ElasticLoadBalancingV2::${name}`);
    const kept = [...types, 'AWS::EC2::SecurityGroup', 'AWS::ECS::Service', 'AWS::Logs::LogGroup', 'AWS::Route53::RecordSet'];
    const parts = Object.entries(resources).filter(([, { Type }]) => kept.includes(Type));
    return Object.fromEntries(parts.map(([id, resource]) => [id, identity(resource)]));
  }

  function before(props: (scope: Construct) => Partial<patterns.NetworkLoadBalancedFargateServiceProps>) {
    return fixedParts(resourcesOf((scope, cluster) => {
      new patterns.NetworkLoadBalancedFargateService(scope, 'Api', { cluster, cpu: 512, memoryLimitMiB: 1024, taskImageOptions, ...props(scope) });
    }, flags));
  }

  function after(exposure: (scope: Construct) => Exposure) {
    return fixedParts(resourcesOf(ours(scope => ({ containerPort: 5672, exposure: exposure(scope) })), flags));
  }

  test('keeps load balancer, listener, target group, service and record', () => {
    const name = (scope: Construct) => ({ domainName: 'queue.example.com', domainZone: domainZone(scope) });
    expect(after(scope => Exposure.publicNlb({
      ...name(scope), protocol: elbv2.Protocol.TCP, listenerPort: 80, insecureHttp: true, targetGroupPort: 5672,
    }))).toEqual(before(name));
  });

  test('keeps them with TLS', () => {
    const listenerCertificate = (scope: Construct) => elbv2.ListenerCertificate.fromCertificateManager(certificate(scope));
    expect(after(scope => Exposure.publicNlb({ certificate: certificate(scope), targetProtocol: elbv2.Protocol.TLS, targetGroupPort: 5672 })))
      .toEqual(before(scope => ({ listenerCertificate: listenerCertificate(scope) })));
  });

  test('keeps them with an internal load balancer', () => {
    expect(after(() => Exposure.internalNlb({ listenerPort: 80, targetGroupPort: 5672 }))).toEqual(before(() => ({ publicLoadBalancer: false })));
  });
});
