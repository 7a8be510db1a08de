import type { Application } from '../../model/application';
import { DiscoveryService } from '../../model/entities/discovery-service';
import { entityAt } from '../../model/entities/entity';
import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import type { Resource } from '../../model/evaluation/resource';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { areDifferent, vpcOf } from '../../model/queries/vpc-uses';
import { defineRule, Violation } from '../rule';

const PRIVATE = 'AWS::ServiceDiscovery::PrivateDnsNamespace';
const ZONE = 'AWS::Route53::HostedZone';
const LINKS: readonly string[] = ['AWS::EC2::VPCPeeringConnection', 'AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment', 'AWS::RAM::ResourceShare'];
const VPC = 'vpc-0a1b2c3d4e5f60718';
const SECOND = { Type: PRIVATE, Properties: { Name: 'shop.local', Vpc: VPC } };
const zone = (Name: string, VPCId: unknown = VPC) => ({ Zone: { Type: ZONE, Properties: { Name, VPCs: [{ VPCId, VPCRegion: { Ref: 'AWS::Region' } }] } } });
const inOtherVpc = { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } } }, Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0f1e2d3c4b5a60718', CidrBlock: '10.0.0.0/24' } } };

export default defineRule({
  title: 'A private namespace has a name of its own in its VPC, which is the VPC of the tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'A private namespace is a hosted zone of Route 53 for a VPC, which can have one zone of a name: "ConflictingDomainExists". Tasks of another VPC are registered, but names do not resolve in their VPC.',
  fix: 'Share one `PrivateDnsNamespace` or the `defaultCloudMapNamespace` of the cluster, or choose another name, and pass the VPC of the cluster as `vpc`. In CloudFormation: Name and Vpc of AWS::ServiceDiscovery::PrivateDnsNamespace. A change of either replaces a deployed namespace with its Cloud Map services and the registries of ECS services, so create a second namespace and move the services one by one, or associate the VPC of the tasks with the hosted zone.',
  docs: 'https://docs.aws.amazon.com/cloud-map/latest/dg/creating-namespaces.html',

  subject: 'application',
  *check(application) {
    yield* repeatedZones(application);
    if (LINKS.every(type => application.ofType(type).length === 0)) { yield* otherVpcs(application); }
  },

  scene: 'a Fargate service with service discovery',
  bad: {
    'two namespaces with one name': { Second: SECOND },
    'two namespaces that differ in upper case': { Second: { ...SECOND, Properties: { ...SECOND.Properties, Name: 'Shop.local' } } },
    'a hosted zone with the name': zone('shop.local.'),
    'tasks in another VPC': inOtherVpc,
  },
  good: {
    'two names': { Second: { ...SECOND, Properties: { ...SECOND.Properties, Name: 'other.local' } } },
    'one name in two VPCs': { Second: { ...SECOND, Properties: { ...SECOND.Properties, Vpc: 'vpc-0f1e2d3c4b5a60718' } } },
    'one name in a VPC from a parameter': { Second: { ...SECOND, Properties: { ...SECOND.Properties, Vpc: { 'Fn::ImportValue': { Ref: 'AParameter' } } } } },
    'one name in unknown VPCs': {
      Namespace: { Vpc: { 'Fn::ImportValue': { Ref: 'AParameter' } } },
      Second: { ...SECOND, Properties: { ...SECOND.Properties, Vpc: { 'Fn::ImportValue': { Ref: 'Other' } } } },
    },
    'tasks in another VPC, which a custom resource may associate': {
      ...inOtherVpc, Association: { Type: 'Custom::Association', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:associate', Namespace: { Ref: 'Namespace' } } },
    },
    'a name from a parameter': { Second: { ...SECOND, Properties: { ...SECOND.Properties, Name: { 'Fn::ImportValue': { Ref: 'AParameter' } } } } },
    'a hosted zone of another name': zone('example.com'),
    'a hosted zone of another VPC': zone('shop.local', 'vpc-0f1e2d3c4b5a60718'),
    'two hosted zones without a namespace of the name': { ...zone('example.com'), Other: { Type: ZONE, Properties: { Name: 'example.com', VPCs: [{ VPCId: VPC, VPCRegion: 'eu-west-1' }] } } },
    'tasks in a VPC from a parameter': { ...inOtherVpc, Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'AParameter' }, CidrBlock: '10.0.0.0/24' } } },
    'tasks in a VPC that is connected': { ...inOtherVpc, Peering: { Type: LINKS[0], Properties: { VpcId: VPC, PeerVpcId: 'vpc-0f1e2d3c4b5a60718' } } },
    'a public namespace': { ...inOtherVpc, Namespace: { Type: 'AWS::ServiceDiscovery::PublicDnsNamespace', Properties: { Name: 'example.com' } } },
  },
});

/** A hosted zone of a VPC, and its name. */
interface PrivateZone {
  readonly resource: Resource;
  readonly name: Node;
  readonly vpc: Node;
}

function* repeatedZones(application: Application): Iterable<Violation> {
  const namespaces = application.ofType(PRIVATE).map(resource => ({ resource, name: resource.properties.get('Name'), vpc: resource.properties.get('Vpc') }));
  const zones = application.ofType(ZONE).flatMap(resource => places(resource.properties, 'VPCs/*/VPCId').map(vpc => ({ resource, name: resource.properties.get('Name'), vpc })));
  for (const { again, first } of repetitionsOf([...zones, ...namespaces], keyOf, ({ resource }) => resource)) {
    if (again.resource.type !== PRIVATE) { continue; }
    yield {
      location: again.name.location,
      related: [first.name.location],
      message: `namespace ${again.resource.logicalId} has the name "${again.name.asText}", which ${first.resource.type === PRIVATE ? 'namespace' : 'hosted zone'} ${first.resource.logicalId} has in the same VPC`,
    };
  }
}

function keyOf({ name, vpc }: PrivateZone): string | undefined {
  const [text, id] = [name.asText.known, identityKey(vpc, { types: 'AWS::EC2::VPC' })];
  return text === undefined || id === undefined ? undefined : `${id} ${text.toLowerCase().replace(/\.$/, '')}`;
}

function* otherVpcs(application: Application): Iterable<Violation> {
  for (const service of application.services) {
    for (const namespace of namespacesOf(service)) {
      const [subnet] = service.subnets;
      const vpc = namespace.properties.get('Vpc');
      if (namespace.type !== PRIVATE || !subnet || !areDifferent(vpc, vpcOf(subnet.resource))) { continue; }
      if (mayBeChangedOutside(namespace, application)) { continue; }
      yield {
        location: vpc.location,
        related: [service.resource.at('ServiceRegistries'), subnet.resource.at('VpcId')],
        message: `service ${service.resource.logicalId} registers tasks in namespace ${namespace.logicalId}, whose names do not resolve in the VPC of the tasks; another Vpc replaces the namespace and its services`,
        severity: 'warning',
      };
    }
  }
}

function namespacesOf({ node, application }: Service): readonly Resource[] {
  return node.list('ServiceRegistries').sure.flatMap(registry => entityAt(DiscoveryService, registry.get('RegistryArn'), application)?.namespace ?? []);
}
