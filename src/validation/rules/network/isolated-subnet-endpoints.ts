import { OWN_REGION } from '../../../facts/vpc-endpoints';
import type { Subnet } from '../../model/entities/subnet';
import { grouped } from '../../model/index/grouped';
import { Call, callsOf } from '../../model/queries/call';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Fargate tasks in isolated subnets have the VPC endpoints they need',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS pulls images, reads secrets and opens logs through the network interface of the task. In a subnet without a route or an endpoint to the service, the task stops with ResourceInitializationError or CannotPullContainerError.',
  fix: 'Set isolatedSubnetEndpoints of ContainerService to IsolatedSubnetEndpoints.CREATE, or call vpc.addInterfaceEndpoint() (and vpc.addGatewayEndpoint() for S3), or use subnets of type PRIVATE_WITH_EGRESS. In CloudFormation: an AWS::EC2::VPCEndpoint with PrivateDnsEnabled true, in a VPC with EnableDnsSupport and EnableDnsHostnames true. Public registries need a NAT gateway or a pull through cache of Amazon ECR.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  subject: 'taskRunner',
  *check(runner) {
    const { usesTaskInterface, subnets, isIdle, awsvpc } = runner;
    if (!usesTaskInterface || isIdle) { return; }
    const isolated = subnets.known.filter(({ egress }) => egress.is('none'));
    const location = awsvpc.at('Subnets');
    const lacking: Lacking[] = [];
    for (const call of callsOf(runner)) {
      const [first] = isolated.flatMap(subnet => problemOf(call, subnet) ?? []);
      if (!first) { continue; }
      if ('services' in first) { lacking.push(first); } else { yield { location, ...call.isOptional ? WARNING : {}, ...first }; }
    }
    for (const found of grouped(lacking, ({ subnet }) => [subnet]).values()) { yield { location, ...withoutEndpoints(found) }; }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'no endpoint for CloudWatch Logs': { LogsEndpoint: undefined },
    'no gateway endpoint for S3, which stores image layers': { S3Endpoint: undefined },
    'a gateway endpoint in another route table': {
      S3Endpoint: { RouteTableIds: [{ Ref: 'OtherRoutes' }] },
      OtherRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    },
    'private DNS off': { LogsEndpoint: { PrivateDnsEnabled: false } },
    'private DNS not set, off by default': { EcrApiEndpoint: { PrivateDnsEnabled: undefined } },
    'a VPC without DNS support': { Vpc: { EnableDnsSupport: false } },
    'a VPC without DNS host names, which private DNS needs': { Vpc: { EnableDnsHostnames: false } },
    'a VPC with DNS host names not set': { Vpc: { EnableDnsHostnames: undefined } },
    'private DNS off, and a private hosted zone for another name': {
      LogsEndpoint: { PrivateDnsEnabled: false },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.internal', VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: 'eu-west-1' }] } },
    },
    'private DNS off, and a private hosted zone of another VPC': {
      LogsEndpoint: { PrivateDnsEnabled: false },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'logs.eu-west-1.amazonaws.com', VPCs: [{ VPCId: 'vpc-0a1b2c3d4e5f60799', VPCRegion: 'eu-west-1' }] } },
    },
    'an isolated subnet, and one with an unknown route table': { LogsEndpoint: undefined, SubnetBRoutes: { RouteTableId: { Ref: 'RouteTableId' } } },
    'an isolated subnet, and one outside the app': {
      LogsEndpoint: undefined,
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60799', { Ref: 'SubnetB' }] } } },
    },
    'an image from Docker Hub': { Task: { ContainerDefinitions: { 0: { Image: 'nginx:1.27' } } } },
    'an image in another Region': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1' } } } },
    'a log group in another Region': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': 'shared', 'awslogs-region': 'us-east-1' } } } } } },
    'a secret': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { Ref: 'Secret' } }] } } },
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'a secret in another Region': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf' }] } } },
      SecretsEndpoint: secretsEndpoint(),
    },
    'three secrets': {
      Task: { ContainerDefinitions: { 0: { Secrets: ['A', 'B', 'C'].map(Name => ({ Name, ValueFrom: { Ref: 'Secret' } })) } } },
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'an IPv6-only subnet with a route for IPv4 only': {
      scene: 'a Fargate service in public subnets', change: { SubnetA: { CidrBlock: undefined, Ipv6Native: true, Ipv6CidrBlock: '2001:db8:1234:1a00::/64' } },
    },
    'ECS Exec': { Service: { EnableExecuteCommand: true }, Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' } },
  },
  good: {
    'a subnet with the main route table, which something else may change': { SubnetARoutes: undefined },
    'a NAT gateway instead': {
      LogsEndpoint: undefined,
      WayOut: route('0.0.0.0/0', { NatGatewayId: 'nat-0a1b2c3d4e5f60718' }),
    },
    'a transit gateway for part of the network': {
      LogsEndpoint: undefined,
      WayOut: route('10.0.0.0/8', { TransitGatewayId: 'tgw-0a1b2c3d4e5f60718' }),
    },
    'IPv6-only subnets with an egress-only internet gateway': {
      LogsEndpoint: undefined,
      SubnetA: { CidrBlock: undefined, Ipv6Native: true, Ipv6CidrBlock: '2001:db8:1234:1a00::/64' },
      SubnetB: { CidrBlock: undefined, Ipv6Native: true, Ipv6CidrBlock: '2001:db8:1234:1a01::/64' },
      WayOut: route(undefined, { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-0a1b2c3d4e5f60718' }),
    },
    'a registry that may be inside the network': { Task: { ContainerDefinitions: { 0: { Image: 'registry.example.internal:5000/web:1' } } } },
    'an endpoint for an unknown service': { LogsEndpoint: { ServiceName: { Ref: 'ServiceName' } } },
    'a FIPS endpoint': { LogsEndpoint: { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs-fips' } } },
    'private DNS from a parameter': { LogsEndpoint: { PrivateDnsEnabled: { Ref: 'PrivateDns' } } },
    'DNS support from a parameter': { Vpc: { EnableDnsSupport: { Ref: 'DnsSupport' } } },
    'DNS host names from a parameter': { Vpc: { EnableDnsHostnames: { Ref: 'DnsHostnames' } } },
    'private DNS off, and a private hosted zone for the name': {
      LogsEndpoint: { PrivateDnsEnabled: false },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'logs.eu-west-1.amazonaws.com', VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: 'eu-west-1' }] } },
    },
    'private DNS off, and a private hosted zone for an unknown name': {
      LogsEndpoint: { PrivateDnsEnabled: false },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: { Ref: 'ZoneName' }, VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: 'eu-west-1' }] } },
    },
    'private DNS off, and a Route 53 profile': {
      LogsEndpoint: { PrivateDnsEnabled: false },
      Profile: { Type: 'AWS::Route53Profiles::ProfileAssociation', Properties: { Name: 'shared', ProfileId: 'rp-0a1b2c3d4e5f6071', ResourceId: { Ref: 'Vpc' } } },
    },
    'no DNS support, and other name servers': {
      Vpc: { EnableDnsSupport: false },
      NameServers: { Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: { Ref: 'Vpc' }, DhcpOptionsId: 'dopt-0a1b2c3d4e5f60718' } },
    },
    'an image in another Region, with its endpoints': {
      Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1' } } },
      Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint', 'S3Endpoint'] },
      EcrApiEndpoint: { ServiceName: 'com.amazonaws.us-east-1.ecr.api', ServiceRegion: 'us-east-1' },
      EcrEndpoint: { ServiceName: 'com.amazonaws.us-east-1.ecr.dkr', ServiceRegion: 'us-east-1' },
      S3Endpoint: {
        ServiceName: 'com.amazonaws.us-east-1.s3', ServiceRegion: 'us-east-1', VpcEndpointType: 'Interface', PrivateDnsEnabled: true, RouteTableIds: undefined,
      },
    },
    'a secret of the same Region': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' }] } } },
      SecretsEndpoint: secretsEndpoint(),
      Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint', 'SecretsEndpoint'] },
    },
    'an isolated subnet with its endpoints, and one with a NAT gateway': natGatewayInB(),
    'unknown capacity': { LogsEndpoint: undefined, Service: { LaunchType: undefined, Cluster: { Ref: 'ClusterName' } } },
    'no tasks': { LogsEndpoint: undefined, Service: { DesiredCount: 0 } },
  },
});

const WARNING = { severity: 'warning' } as const;
/** The finding must fit in one line, and a task may have hundreds of secrets. */
const NAMED_CALLERS = 2;

type Problem = Pick<Violation, 'message' | 'related' | 'severity'>;

/** A call to services that a subnet has no endpoints for. */
interface Lacking {
  readonly call: Call;
  readonly subnet: Subnet;
  /** The services, and their Region where it is another one. */
  readonly services: string;
}

function problemOf(call: Call, subnet: Subnet): Problem | Lacking | undefined {
  const { logicalId } = subnet.resource;
  const { caller, services, region, outside } = call;
  const related = [subnet.resource.at('')];
  if (outside !== undefined) { return { message: `${caller} comes from ${outside}, which isolated subnet ${logicalId} has no route to`, related }; }
  const missing = services.filter(service => subnet.lacks(service, region));
  if (missing.length === 0) { return doubtOf(call, subnet); }
  const unnamed = missing.flatMap(service => subnet.endpointWithoutName(service, region) ?? []).at(0);
  if (unnamed) {
    const message = `${caller} does not reach endpoint ${unnamed.resource.logicalId} from isolated subnet ${logicalId}: ${unnamed.nameProblem}, so the service name does not resolve to it`;
    return { message, related: [...related, unnamed.resource.at('PrivateDnsEnabled')] };
  }
  const elsewhere = region === (subnet.resource.template.source.region ?? OWN_REGION) ? '' : ` in ${region}`;
  return { call, subnet, services: `${missing.join(', ')}${elsewhere}` };
}

/** One finding per subnet, however many calls fail in it. */
function withoutEndpoints(lacking: readonly Lacking[]): Problem {
  const [{ subnet }] = lacking;
  const named = [...grouped(lacking, ({ services }) => [services])].map(([services, found]) => `${services} (${callersOf(found)})`);
  return {
    message: `isolated subnet ${subnet.resource.logicalId} has neither a route nor VPC endpoints to ${named.join(', ')}`,
    related: [subnet.resource.at('')],
    ...lacking.every(({ call }) => call.isOptional) ? WARNING : {},
  };
}

function callersOf(lacking: readonly Lacking[]): string {
  const callers = lacking.map(({ call }) => call.caller);
  const others = callers.length - NAMED_CALLERS;
  return others > 0 ? `${callers.slice(0, NAMED_CALLERS).join(', ')} and ${others} more` : callers.join(', ');
}

/** A stack without a Region may be deployed to the Region that the call names. */
function doubtOf({ caller, services, region }: Call, subnet: Subnet): Problem | undefined {
  if (!services.some(service => subnet.mayLack(service, region))) { return undefined; }
  return {
    message: `${caller} is in ${region}, but isolated subnet ${subnet.resource.logicalId} has endpoints for the Region of the stack only; set env.region of the stack to ${region}`,
    related: [subnet.resource.at('')],
    severity: 'warning',
  };
}

function route(destination: string | undefined, gateway: object): object {
  return { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: destination, ...gateway } };
}

/** Leaves SubnetA isolated. */
function natGatewayInB(): Record<string, object> {
  return {
    SubnetBRoutes: { RouteTableId: { Ref: 'RoutesOfB' } },
    RoutesOfB: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    WayOutOfB: {
      Type: 'AWS::EC2::Route',
      Properties: { RouteTableId: { Ref: 'RoutesOfB' }, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0a1b2c3d4e5f60718' },
    },
  };
}

function secretsEndpoint(): object {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-1.secretsmanager',
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled: true,
    },
  };
}
