import { ENDPOINT_PORT } from '../../../facts/vpc-endpoints';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { VpcEndpoint } from '../../model/entities/vpc-endpoint';
import { grouped } from '../../model/index/grouped';
import { Call, callsOf } from '../../model/queries/call';
import { Caller, callers } from '../../model/queries/caller';
import { defineRule, Violation } from '../rule';

const OTHER = { SourceSecurityGroupId: { 'Fn::GetAtt': ['OtherGroup', 'GroupId'] } };
const OTHER_GROUP = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } };

export default defineRule({
  title: 'The security groups of VPC endpoints admit the tasks and container instances that use them',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'With private DNS all requests to the service from the VPC go to the endpoint, even from subnets with a NAT gateway. Without an ingress rule for the tasks the request times out and the task does not start.',
  fix: 'Call service.connections.allowToDefaultPort(endpoint), which also works if the endpoint is in another stack. In CloudFormation: an ingress rule for TCP port 443 in the security group of the endpoint, with the security group of the tasks or the CIDR of the VPC as source.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  subject: 'application',
  *check(application) {
    for (const runner of application.taskRunners) { yield* closedToTasks(runner); }
    for (const caller of callers(application)) { if (!caller.runner) { yield* closedToInstances(caller); } }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'a rule for another port': { EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }] } },
    'a rule for another security group': {
      EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...OTHER }] }, OtherGroup: OTHER_GROUP,
    },
    'a rule for other addresses': { EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.1.0.0/16' }] } },
    'container instances': {
      scene: 'isolated container instances',
      change: {
        AgentEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }] },
        ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
      },
    },
    'a security group without rules': {
      LogsEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }] },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
    },
    'an endpoint for a secret in another Region': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf' }] } } },
      SecretsEndpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.us-east-1.secretsmanager',
          ServiceRegion: 'us-east-1',
          VpcId: { Ref: 'Vpc' },
          SecurityGroupIds: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }],
          PrivateDnsEnabled: true,
        },
      },
    },
  },
  good: {
    'the security group of the tasks': {
      EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } }] },
    },
    'a separate ingress rule': {
      EndpointGroup: { SecurityGroupIngress: undefined },
      FromTasks: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }, IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
        },
      },
    },
    'a second security group that admits them': {
      LogsEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }, { 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }] },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
    },
    'a rule for the addresses of the subnets': { EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/19' }] } },
    'a rule for addresses from a parameter': {
      EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: { Ref: 'Range' } }] },
    },
    'subnets with ranges from parameters': {
      EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.1.0.0/16' }] },
      SubnetA: { CidrBlock: { Ref: 'RangeA' } },
      SubnetB: { CidrBlock: { Ref: 'RangeB' } },
    },
    'an imported security group': { LogsEndpoint: { SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'] } },
    'an image in another Region, which the endpoints do not serve': {
      EcrApiEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }] },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
      WayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0a1b2c3d4e5f60718' } },
      Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1' } } },
    },
    'an endpoint that no task uses': {
      QueueEndpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.eu-west-1.sqs',
          VpcId: { Ref: 'Vpc' },
          SubnetIds: [{ Ref: 'SubnetA' }],
          SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }],
          PrivateDnsEnabled: true,
        },
      },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
    },
    'capacity that is unknown': { EndpointGroup: { SecurityGroupIngress: [] }, Service: { LaunchType: undefined, Cluster: { Ref: 'ClusterName' } } },
    'no tasks': { EndpointGroup: { SecurityGroupIngress: [] }, Service: { DesiredCount: 0 } },
  },
});

function* closedToTasks(runner: TaskRunner): Generator<Violation> {
  const { usesTaskInterface, isIdle, awsvpc, securityGroups: { all: securityGroups } } = runner;
  if (!usesTaskInterface || isIdle) { return; }
  for (const call of callsOf(runner)) {
    const closed = closedTo(runner, call);
    if (!closed) { continue; }
    yield {
      location: awsvpc.at('SecurityGroups'),
      related: [closed.resource.at('SecurityGroupIds'), ...securityGroups.map(({ resource }) => resource.at(''))],
      message: `${call.caller} uses endpoint ${closed.resource.logicalId}, whose security groups do not admit the tasks on port ${ENDPOINT_PORT}`,
      ...call.isOptional ? { severity: 'warning' } : {},
    };
  }
}

function* closedToInstances(caller: Caller): Generator<Violation> {
  const found = grouped(caller.calls, call => [closedTo(caller, call) ?? []].flat());
  for (const [{ resource }, [call]] of found) {
    yield {
      location: resource.at('SecurityGroupIds'),
      related: [caller.resource, ...caller.securityGroups.all.map(group => group.resource)].map(each => each.at('')),
      message: `${call.caller} uses endpoint ${resource.logicalId}, whose security groups do not admit ${caller.name} on port ${ENDPOINT_PORT}`,
    };
  }
}

function closedTo({ subnets, securityGroups }: Pick<Caller, 'subnets' | 'securityGroups'>, { services, region }: Call): VpcEndpoint | undefined {
  const closed = services.flatMap(service => subnets.known.map(subnet => subnet.closedEndpoint(service, region, securityGroups)));
  return closed.find(endpoint => endpoint !== undefined);
}
