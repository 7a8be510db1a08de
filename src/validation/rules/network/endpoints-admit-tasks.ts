import { ENDPOINT_PORT, FARGATE_PLATFORMS_OF_TWO_INTERFACES } from '../../../facts/vpc-endpoints';
import type { Call } from '../../model/call';
import type { Launch } from '../../model/launch';
import type { VpcEndpoint } from '../../model/vpc-endpoint';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The security groups of VPC endpoints let the tasks in that call them',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'An endpoint with private DNS answers for its service in all of the VPC, for tasks with another way out as well. Where no rule admits the tasks, fetching times out and they do not start.',
  fix: 'Add an ingress rule for TCP port 443 to the security group of the endpoint, with the security group of the tasks or the addresses of the VPC as its source.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  subject: 'launch',
  *check(launch) {
    const { compute, platformVersion, isIdle, calls, awsvpc } = launch;
    const hasOneInterface = compute.is('FARGATE') && platformVersion.isNoneOf(FARGATE_PLATFORMS_OF_TWO_INTERFACES);
    if (!hasOneInterface || isIdle) { return; }
    for (const call of calls) {
      const closed = closedTo(launch, call);
      if (!closed) { continue; }
      yield {
        location: awsvpc.at('SecurityGroups'),
        message: `no ingress rule lets the tasks in on port ${ENDPOINT_PORT} of endpoint ${closed.resource.logicalId}, which ${call.caller} needs`,
        ...call.isOptional ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'another port': { EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }] } },
    'another source': {
      EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { 'Fn::GetAtt': ['OtherGroup', 'GroupId'] } }] },
      OtherGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } },
    },
    'a group without rules': {
      LogsEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }] },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
    },
  },
  good: {
    'the addresses of the VPC': { EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' }] } },
    'a rule of its own': {
      EndpointGroup: { SecurityGroupIngress: undefined },
      FromTasks: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }, IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
        },
      },
    },
    'a second group that lets them in': {
      LogsEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['ClosedGroup', 'GroupId'] }, { 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }] },
      ClosedGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'closed', VpcId: { Ref: 'Vpc' } } },
    },
    'a group that is not known': { LogsEndpoint: { SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'] } },
    'an endpoint that nothing calls': {
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
  },
});

function closedTo({ subnets, securityGroups }: Launch, { services }: Call): VpcEndpoint | undefined {
  const closed = services.flatMap(service => subnets?.map(subnet => subnet.closedEndpoint(service, securityGroups)) ?? []);
  return closed.find(endpoint => endpoint !== undefined);
}
