import { LATER_ACTIONS } from '../../../facts/endpoint-policies';
import { grouped } from '../../model/index/grouped';
import { Caller, callers } from '../../model/queries/caller';
import { ForbiddenAction, forbiddenAction } from '../../model/queries/endpoint-policy';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The policies of VPC endpoints allow the calls of tasks and container instances',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A request through a VPC endpoint needs permission from the policy of the endpoint too. Without it the service answers with 403 Forbidden and the task does not start. Image layers of Amazon ECR are objects in a bucket of AWS, prod-REGION-starport-layer-bucket.',
  fix: 'Call endpoint.addToPolicy() with a statement that allows the action to any principal, or remove the policy: by default it allows all. For S3: s3:GetObject on arn:aws:s3:::prod-REGION-starport-layer-bucket/*. In CloudFormation: PolicyDocument of the AWS::EC2::VPCEndpoint.',
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',

  subject: 'application',
  *check(application) {
    for (const caller of callers(application)) {
      for (const [endpoint, [{ action, on, user, subnet }]] of grouped(forbiddenTo(caller), found => [found.endpoint])) {
        yield {
          location: endpoint.node.at('PolicyDocument'),
          related: [caller.resource, subnet].map(resource => resource.at('')),
          message: `the policy of endpoint ${endpoint.resource.logicalId} does not allow ${action}${on === undefined ? '' : ` on bucket ${on}`}, which ${user} of ${caller.name} needs`,
          ...LATER_ACTIONS.includes(action) ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'image layers': { S3Endpoint: policy(statement('s3:*', 'arn:aws:s3:::shop-uploads/*')) },
    'image layers of another Region': { S3Endpoint: policy(statement('s3:GetObject', 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*')) },
    'another action on image layers': { S3Endpoint: policy(statement('s3:ListBucket', '*')) },
    'a statement that denies image layers': {
      S3Endpoint: policy(statement('*', '*'), { ...statement('s3:GetObject', 'arn:*:s3:::prod-*-starport-layer-bucket/*'), Effect: 'Deny' }),
    },
    'a statement that denies all to any principal': { S3Endpoint: policy(statement('*', '*'), { ...statement('*', '*'), Effect: 'Deny', Principal: { AWS: '*' } }) },
    'logs': { LogsEndpoint: policy(statement('logs:CreateLogStream', '*')) },
    'log streams': { LogsEndpoint: policy(statement('logs:PutLogEvents', '*')) },
    'images': { EcrEndpoint: policy(statement('ecr:GetAuthorizationToken', '*')) },
    'container instances': { scene: 'isolated container instances', change: { S3Endpoint: policy(statement('s3:GetObject', 'arn:aws:s3:::shop-uploads/*')) } },
  },
  good: {
    'image layers': { S3Endpoint: policy(statement('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::prod-${AWS::Region}-starport-layer-bucket/*' })) },
    'image layers of any Region': { S3Endpoint: policy(statement('s3:Get*', 'arn:aws:s3:::prod-*-starport-layer-bucket/*')) },
    'a bucket from a parameter': { S3Endpoint: policy(statement('s3:GetObject', { 'Fn::Sub': '${Bucket}/*' })) },
    'a gateway endpoint under a condition': { S3Endpoint: { Condition: 'HasGateway', ...policy(statement('s3:*', 'arn:aws:s3:::shop-uploads/*')) } },
    'a policy from a parameter': { S3Endpoint: { PolicyDocument: { Ref: 'Policy' } } },
    'a statement that denies all to one account': {
      S3Endpoint: policy(statement('*', '*'), { ...statement('*', '*'), Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    },
    'a statement that denies requests under a condition': {
      S3Endpoint: policy(statement('*', '*'), { ...statement('*', '*'), Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } }),
    },
    'a statement with a condition': { S3Endpoint: policy({ ...statement('*', '*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1a2b3c4d5e' } } }) },
    'one repository': { EcrEndpoint: policy(statement('ecr:*', 'arn:aws:ecr:eu-west-1:111122223333:repository/web')) },
    'ECS Exec, which tasks do not need to start': {
      Service: { EnableExecuteCommand: true },
      Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' },
      Messages: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.eu-west-1.ssmmessages',
          VpcId: { Ref: 'Vpc' },
          PrivateDnsEnabled: true,
          ...policy(statement('ssm:GetParameters', '*')),
        },
      },
    },
    'a policy of an endpoint that a second one may replace': {
      LogsEndpoint: policy(statement('logs:CreateLogStream', '*')),
      LogsEndpointB: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: { Ref: 'Vpc' }, ServiceName: { Ref: 'Service' } } },
    },
  },
});

function forbiddenTo({ calls, subnets }: Caller): readonly (ForbiddenAction & { readonly user: string; readonly subnet: Caller['resource'] })[] {
  return subnets.known.flatMap(subnet => calls.flatMap(call => {
    const found = forbiddenAction(call, subnet);
    return found ? [{ ...found, user: call.caller, subnet: subnet.resource }] : [];
  }));
}

function policy(...Statement: readonly object[]): object { return { PolicyDocument: { Version: '2012-10-17', Statement } }; }

function statement(Action: string, Resource: unknown): object { return { Effect: 'Allow', Principal: '*', Action, Resource }; }
