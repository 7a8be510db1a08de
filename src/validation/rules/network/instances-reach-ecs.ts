import { SUBNET_DEFAULTS } from '../../../facts/defaults';
import type { Subnet } from '../../model/entities/subnet';
import { agentCallIn, callsOf } from '../../model/queries/call';
import { InstanceGroup, instanceGroups } from '../../model/queries/instance-group';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Container instances can connect to the services that they need',
  severity: 'error',
  outcome: 'hangs',
  why: 'The ECS agent registers the instance with ECS over the network and pulls the images of its tasks. Without a route or VPC endpoints the instance does not join the cluster, no task is placed on it, and the deployment waits. An internet gateway serves only instances with a public IP address.',
  fix: 'Set vpcSubnets of the Auto Scaling group to subnets of type PRIVATE_WITH_EGRESS, or call vpc.addInterfaceEndpoint() for ECS, ECS_AGENT, ECS_TELEMETRY and for what the tasks use. In public subnets set associatePublicIpAddress of the launch template to true. In CloudFormation: a route to a NAT gateway, AWS::EC2::VPCEndpoint resources, or AssociatePublicIpAddress in NetworkInterfaces of the launch template.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  subject: 'application',
  *check(application) {
    for (const group of instanceGroups(application)) {
      const stranded = group.subnets.known.flatMap(subnet => problemIn(subnet, group) ?? []);
      const [first] = stranded;
      if (!first) { continue; }
      const isSure = group.subnets.isComplete && group.subnets.known.length === stranded.length && stranded.every(({ isBlocking }) => isBlocking);
      const violation: Violation = {
        location: group.place.location,
        related: [group.provider, ...stranded.map(({ subnet }) => subnet.resource)].map(resource => resource.at('')),
        message: `the instances of capacity provider ${group.provider.logicalId} ${first.message}`,
      };
      yield isSure ? violation : { ...violation, severity: 'warning' };
    }
  },

  scene: 'isolated container instances',
  bad: {
    'no endpoint for the ECS agent': { AgentEndpoint: undefined },
    'no endpoint for ECS': { EcsEndpoint: undefined },
    'no endpoint for metrics': { TelemetryEndpoint: undefined },
    'no endpoint for images': { EcrEndpoint: undefined },
    'an image from a public registry': { Task: { ContainerDefinitions: { 0: { Image: 'nginx:1.27' } } } },
    'no endpoint for images, which an AMI may contain': { EcrEndpoint: undefined, Template: { LaunchTemplateData: { ImageId: 'ami-0a1b2c3d4e5f60718' } } },
    'no endpoint for the ECS agent, which no AMI replaces': { AgentEndpoint: undefined, Template: { LaunchTemplateData: { ImageId: 'ami-0a1b2c3d4e5f60718' } } },
    'no endpoint for images, which user data may load': {
      EcrEndpoint: undefined, Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': '#!/bin/bash\ndocker load --input /opt/web.tar' } } },
    },
    'private DNS off': { AgentEndpoint: { PrivateDnsEnabled: false } },
    'an isolated subnet, and one outside the app': { AgentEndpoint: undefined, Group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }, 'subnet-0a1b2c3d4e5f60799'] } },
    'the default strategy of the cluster': { EcrEndpoint: undefined, Service: { CapacityProviderStrategy: undefined } },
    'no route to the internet gateway': { scene: 'container instances in public subnets', change: { WayOut: undefined } },
    'one isolated subnet': {
      scene: 'container instances in public subnets',
      change: { SubnetARoutes: { RouteTableId: { Ref: 'Isolated' } }, Isolated: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } } },
    },
    'no public addresses': {
      scene: 'container instances in public subnets',
      change: { SubnetA: { MapPublicIpOnLaunch: false }, SubnetB: { MapPublicIpOnLaunch: undefined } },
    },
    'no public addresses by the launch template': {
      scene: 'container instances in public subnets',
      change: { Template: { LaunchTemplateData: withInterface({ AssociatePublicIpAddress: false }) } },
    },
    'Managed Instances': {
      scene: 'an isolated Fargate service',
      change: managedInstances({ Subnets: [{ Ref: 'SubnetA' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] }),
    },
  },
  good: {
    'one subnet with the main route table': { scene: 'container instances in public subnets', change: { SubnetARoutes: undefined } },
    'a NAT gateway': {
      AgentEndpoint: undefined,
      WayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0a1b2c3d4e5f60718' } },
    },
    'a proxy in the user data': {
      AgentEndpoint: undefined, Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\necho HTTP_PROXY=10.0.1.5:3128 >> /etc/ecs/ecs.config' } } } },
    },
    'user data from a parameter': { AgentEndpoint: undefined, Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': { Ref: 'AParameter' } } } } },
    'an address of the user data': {
      scene: 'container instances in public subnets',
      change: {
        SubnetA: { MapPublicIpOnLaunch: false },
        SubnetB: { MapPublicIpOnLaunch: false },
        Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': '#!/bin/bash\naws ec2 associate-address --allocation-id eipalloc-0a1b2c3d4e5f60718' } } },
      },
    },
    'an address of a lifecycle hook': {
      scene: 'container instances in public subnets',
      change: {
        SubnetA: { MapPublicIpOnLaunch: false },
        SubnetB: { MapPublicIpOnLaunch: false },
        Hook: { Type: 'AWS::AutoScaling::LifecycleHook', Properties: { AutoScalingGroupName: { Ref: 'Group' }, LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' } },
      },
    },
    'an address of a lifecycle hook of the group': {
      scene: 'container instances in public subnets',
      change: {
        SubnetA: { MapPublicIpOnLaunch: false },
        SubnetB: { MapPublicIpOnLaunch: false },
        Group: { LifecycleHookSpecificationList: [{ LifecycleHookName: 'address', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }] },
      },
    },
    'encoded user data': { AgentEndpoint: undefined, Template: { LaunchTemplateData: { ImageId: 'ami-0a1b2c3d4e5f60718', UserData: 'IyEvYmluL2Jhc2g=' } } },
    'no instances': {
      AgentEndpoint: undefined,
      Group: { MinSize: '0', MaxSize: '0' },
      Providers: { DefaultCapacityProviderStrategy: [] },
      Service: { DesiredCount: 0, CapacityProviderStrategy: undefined, LaunchType: 'EC2' },
    },
    'subnets outside the app': { AgentEndpoint: undefined, Group: { VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60798', 'subnet-0a1b2c3d4e5f60799'] } },
    'no tasks': { EcrEndpoint: undefined, Service: { DesiredCount: 0 } },
    'ECS Exec, which tasks do not need to start': { Service: { EnableExecuteCommand: true }, Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' } },
    'tasks on other instances': { EcrEndpoint: undefined, Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' } },
    'public addresses by the launch template': {
      scene: 'container instances in public subnets',
      change: {
        SubnetA: { MapPublicIpOnLaunch: false },
        Template: { LaunchTemplateData: withInterface({ AssociatePublicIpAddress: true }) },
      },
    },
    'public subnets, endpoints and no public addresses': {
      WayOut: { Type: 'AWS::EC2::Route', DependsOn: ['GatewayOfVpc'], Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } } },
      Gateway: { Type: 'AWS::EC2::InternetGateway' },
      GatewayOfVpc: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } },
    },
    'Managed Instances outside the app': {
      scene: 'an isolated Fargate service', change: managedInstances({ Subnets: ['subnet-0a1b2c3d4e5f60798'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] }),
    },
  },
});

/** Without this service the agent works, but ECS has no metrics of the instance. */
const METRICS = 'ecs-telemetry';

interface Problem {
  readonly subnet: Subnet;
  readonly message: string;
  /** Whether no task can start on the instances. */
  readonly isBlocking: boolean;
}

function problemIn(subnet: Subnet, group: InstanceGroup): Problem | undefined {
  const needs = needsOf(subnet, group);
  if (needs.length === 0) { return undefined; }
  const { logicalId } = subnet.resource;
  const isBlocking = needs.some(({ isOptional }) => !isOptional);
  const needed = needs.map(({ what }) => what).join(', ');
  if (subnet.egress.is('none')) { return { subnet, isBlocking, message: `start in isolated subnet ${logicalId}, which has neither a route nor VPC endpoints to ${needed}` }; }
  const isBare = subnet.egress.is('internet gateway') && haveNoPublicAddress(subnet, group);
  return isBare ? { subnet, isBlocking, message: `start in public subnet ${logicalId} without a public IP address, and it has no VPC endpoints to ${needed}` } : undefined;
}

interface Need {
  /** The services or the registry, with what calls them. */
  readonly what: string;
  readonly isOptional: boolean;
}

/** What the instances certainly need and the subnet has no endpoints for. */
function needsOf(subnet: Subnet, { runners, mayHaveImages }: InstanceGroup): readonly Need[] {
  const calls = runners.flatMap(runner => callsOf(runner)).filter(({ isOptional }) => isOptional !== true);
  const needs = [agentCallIn(subnet), ...calls].flatMap(({ caller, services, region, outside, isPull }) => {
    const mayHave = isPull === true && mayHaveImages;
    if (outside !== undefined) { return [{ what: `${outside} (${caller})`, isOptional: mayHave }]; }
    const missing = services.filter(service => subnet.lacks(service, region));
    return missing.length === 0 ? [] : [{ what: `${missing.join(', ')} (${caller})`, isOptional: mayHave || missing.every(service => service === METRICS) }];
  });
  return [...new Map(needs.map(need => [need.what, need])).values()];
}

/** Unless the launch template decides, the subnet does. */
function haveNoPublicAddress({ node }: Subnet, { launches, mayGetAddress }: InstanceGroup): boolean {
  if (mayGetAddress) { return false; }
  const bySubnet = node.flag('MapPublicIpOnLaunch').orDefault(SUBNET_DEFAULTS.mapPublicIpOnLaunch);
  return launches.every(({ associatesPublicIp }) => associatesPublicIp.orElse(bySubnet).is(false));
}

function managedInstances(NetworkConfiguration: object): Record<string, object> {
  return {
    Provider: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: {
        ClusterName: { Ref: 'Cluster' },
        ManagedInstancesProvider: {
          InfrastructureRoleArn: 'arn:aws:iam::111122223333:role/infrastructure',
          InstanceLaunchTemplate: { Ec2InstanceProfileArn: 'arn:aws:iam::111122223333:instance-profile/web', NetworkConfiguration },
        },
      },
    },
  };
}

function withInterface(properties: object): object { return { SecurityGroupIds: undefined, NetworkInterfaces: [{ DeviceIndex: 0, ...properties }] }; }
