import { Application } from '../../../src/validation/model/application';
import { mayBeChangedByCode, mayBeChangedOutside, mayBeMadeOutside } from '../../../src/validation/model/index/external-access';
import { appOf, resourceIn, sourceOf } from '../../support/model';

const VPC = { Vpc: { Type: 'AWS::EC2::VPC' } };
const EXPORT = { Outputs: { Vpc: { Value: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, Export: { Name: 'Vpc' } } } };

const mayVpcChange = (application: Application) => mayBeChangedOutside(resourceIn(application, 'Vpc'), application);

describe('a resource may be changed outside the app', () => {
  test('when it is exported to a stack that is not in the app', () => { expect(mayVpcChange(appOf(VPC, EXPORT))).toBe(true); });
  test.each<[string, object]>([
    ['a parameter', { 'Fn::Sub': '${Env}-Vpc' }],
    ['the stack', { 'Fn::Sub': '${AWS::StackName}-Vpc' }],
  ])('when it is exported under a name that holds %s', (_, name) => {
    expect(mayVpcChange(appOf(VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: name } } } }))).toBe(true);
  });

  test('when a loop makes outputs of it', () => {
    expect(mayVpcChange(appOf(VPC, { Outputs: { 'Fn::ForEach::Vpcs': ['Name', ['A'], { 'Vpc${Name}': { Value: { Ref: 'Vpc' } } }] } as never }))).toBe(true);
  });

  test('when only a stack of another account imports it', () => {
    const importing = { ...sourceOf('importing', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'Vpc' } } } }), account: '111122223333', region: 'eu-west-1' };
    expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), importing]))).toBe(true);
  });

  test('when a custom resource waits for it', () => { expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', DependsOn: ['Vpc'] } }))).toBe(true); });

  test('when a custom resource of a nested stack is given it as a parameter', () => {
    const application = new Application([
      sourceOf('parent', { ...VPC, Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Id: { Ref: 'Vpc' } } } } }),
      { ...sourceOf('child', { X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Id' } } } }), nestedIn: { parent: 'parent', logicalId: 'Child' } },
    ]);
    expect(mayVpcChange(application)).toBe(true);
  });

  test.each<[string, object]>([
    ['user data', { Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'aws ec2 create-route --vpc ${Vpc}' } } } }],
    ['commands of cfn-init', { Metadata: { 'AWS::CloudFormation::Init': { config: { commands: { a: { command: { 'Fn::Sub': 'use ${Vpc}' } } } } } } }],
  ])('when an instance has it in its %s', (_, instance) => {
    expect(mayVpcChange(appOf({ ...VPC, Instance: { Type: 'AWS::EC2::Instance', ...instance } }))).toBe(true);
  });

  test('when a custom resource has it behind a function that is not followed', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', Properties: { All: { 'Fn::ToJsonString': { Vpc: { Ref: 'Vpc' } } } } } }))).toBe(true);
  });

  test('when a function of a custom resource has its settings by a condition', () => {
    const environment = { 'Fn::If': ['Has', { Variables: { VPC: { Ref: 'Vpc' } } }, { Ref: 'AWS::NoValue' }] };
    expect(mayVpcChange(appOf({
      ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: environment } }, X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(true);
  });

  test('when a transform stands where attributes of a resource are expected', () => {
    expect(mayVpcChange(appOf({ ...VPC, More: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } } as never }))).toBe(true);
  });

  test('when a custom resource is given it', () => { expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Vpc' } } } }))).toBe(true); });

  test('when a custom resource of another stack is given it', () => {
    const custom = (id: unknown) => sourceOf('custom', { X: { Type: 'Custom::X', Properties: { Id: id } } });
    const imported = { 'Fn::ImportValue': 'Vpc' };
    for (const id of [imported, { 'Fn::Select': [1, { 'Fn::Split': ['-', imported] }] }]) {
      expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), custom(id)]))).toBe(true);
    }
  });

  test('when Parameter Store keeps its name', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': '{"vpc":"${Vpc}"}' } } } }))).toBe(true);
  });

  test.each<[string, object]>([
    ['a macro', { Transform: ['AWS::Serverless-2016-10-31', 'Ours'] }],
    ['an include', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } }],
  ])('when %s may make more of the template', (_, rest) => { expect(mayVpcChange(appOf(VPC, rest))).toBe(true); });

  test('when a loop makes more resources', () => {
    expect(mayVpcChange(appOf({ ...VPC, 'Fn::ForEach::Endpoints': ['Name', { Ref: 'Names' }, { 'Endpoint${Name}': { Type: 'AWS::EC2::VPCEndpoint' } }] as never }))).toBe(true);
  });

  test('when a nested stack is given it of which the template is not at hand', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }))).toBe(true);
  });

  test('when it comes out of one nested stack and goes into another that is not at hand', () => {
    const application = new Application([
      sourceOf('parent', {
        Network: { Type: 'AWS::CloudFormation::Stack' },
        Other: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { 'Fn::GetAtt': ['Network', 'Outputs.Vpc'] } } } },
      }),
      { ...sourceOf('network', VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } } } }), nestedIn: { parent: 'parent', logicalId: 'Network' } },
    ]);
    expect(mayVpcChange(application)).toBe(true);
  });
});

describe('a resource is changed by the app alone', () => {
  test('when nobody has it', () => { expect(mayVpcChange(appOf(VPC))).toBe(false); });
  test('when it is only printed', () => { expect(mayVpcChange(appOf(VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } } } }))).toBe(false); });

  test('when a function that nothing starts is given it', () => {
    expect(mayVpcChange(appOf({ ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { VPC: { Ref: 'Vpc' } } } } } }))).toBe(false);
  });

  test('when a function of a custom resource may only read it', () => {
    const policies = [{ PolicyName: 'read', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeVpcs', 'iam:PassRole'], Resource: { Ref: 'Vpc' } }] } }];
    expect(mayVpcChange(appOf({
      ...VPC,
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: policies } },
      Code: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(false);
  });

  test('when a function of a custom resource only runs inside it', () => {
    expect(mayVpcChange(appOf({
      ...VPC,
      Code: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [{ Ref: 'Vpc' }] } } },
      X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(false);
  });

  test.each(['ECS', 'CodeDeployToECS', 'S3'])('when a pipeline deploys to it with %s', Provider => {
    const actions = [{ ActionTypeId: { Category: 'Deploy', Provider }, Configuration: { Name: { Ref: 'Vpc' } } }];
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: [{ Actions: actions }] } } }))).toBe(false);
  });

  test('when another value of its nested stack is given to a custom resource', () => {
    const application = new Application([
      sourceOf('parent', {
        Network: { Type: 'AWS::CloudFormation::Stack' }, X: { Type: 'Custom::X', Properties: { Zone: { 'Fn::GetAtt': ['Network', 'Outputs.Zone'] } } },
      }),
      { ...sourceOf('network', VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } }, Zone: { Value: 'a' } } }), nestedIn: { parent: 'parent', logicalId: 'Network' } },
    ]);
    expect(mayVpcChange(application)).toBe(false);
  });

  test('when a transform of AWS leaves it alone, written as a map', () => { expect(mayVpcChange(appOf(VPC, { Transform: [{ Name: 'AWS::LanguageExtensions' }] }))).toBe(false); });

  test('when a transform of AWS leaves it alone', () => { expect(mayVpcChange(appOf(VPC, { Transform: 'AWS::LanguageExtensions' }))).toBe(false); });

  test('when a stack of the app imports it', () => {
    const importing = sourceOf('importing', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'Vpc' } } } });
    expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), importing]))).toBe(false);
  });

  test('when a custom resource of the CDK is given it that leaves it alone', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::VpcRestrictDefaultSG', Properties: { Id: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } } } }))).toBe(false);
  });

  test('when a nested stack is given it of which the template is at hand', () => {
    const application = new Application([
      sourceOf('parent', { ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }),
      { ...sourceOf('child', {}), nestedIn: { parent: 'parent', logicalId: 'X' } },
    ]);
    expect(mayVpcChange(application)).toBe(false);
  });
});

describe('a resource that a custom resource names without a reference', () => {
  const clusterNamed = (ClusterName: unknown, given: unknown) => {
    const application = appOf({ Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName } }, X: { Type: 'Custom::X', Properties: { Given: given } } });
    return mayBeChangedOutside(resourceIn(application, 'Cluster'), application);
  };

  test.each<[string, unknown, unknown]>([
    ['by its name', 'prod', 'prod'],
    ['by a name that is put together', { 'Fn::Sub': '${AWS::StackName}-web' }, { 'Fn::Sub': '${AWS::StackName}-web' }],
    ['in a text of JSON', 'prod', '{"service":"ECS","parameters":{"cluster":"prod"}}'],
    ['by its ARN', 'prod', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod'],
    ['by an ARN with references', 'prod', { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/prod' }],
  ])('may be changed by it: %s', (_, name, given) => { expect(clusterNamed(name, given)).toBe(true); });

  test.each<[string, unknown, unknown]>([
    ['another name', 'prod', 'test'],
    ['a name that is longer', 'prod', 'prod-web'],
    ['a name that is not known', { Ref: 'Name' }, { Ref: 'Name' }],
  ])('is left alone: %s', (_, name, given) => { expect(clusterNamed(name, given)).toBe(false); });

  test('may have been made by it', () => {
    const application = appOf({ X: { Type: 'Custom::X', Properties: { LogGroup: '/ecs/web' } } });
    expect(['/ecs/web', '/ecs/api'].map(name => mayBeMadeOutside(name, application))).toEqual([true, false]);
  });
});

test('code may change what it is given, whatever starts it', () => {
  const application = appOf({ ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { VPC: { Ref: 'Vpc' } } } } } });
  expect(mayBeChangedByCode(resourceIn(application, 'Vpc'), application)).toBe(true);
});

test.each(['AWS::ECS::Cluster', 'AWS::EFS::FileSystem'])('instances join or mount what their user data names, and do not change it: %s', Type => {
  const application = appOf({ Used: { Type }, Instance: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'use ${Used}' } } } } });
  expect(mayBeChangedOutside(resourceIn(application, 'Used'), application)).toBe(false);
});
