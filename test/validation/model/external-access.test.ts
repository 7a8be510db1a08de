import { Application } from '../../../src/validation/model/application';
import { mayBeChangedByCode, mayBeChangedOutside, mayBeMadeOutside } from '../../../src/validation/model/index/external-access';
import { appOf, resourceIn, sourceOf } from '../../support/model';

const VPC = { Vpc: { Type: 'AWS::EC2::VPC' } };
const EXPORT = { Outputs: { Vpc: { Value: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, Export: { Name: 'Vpc' } } } };

const mayVpcChange = (application: Application) => mayBeChangedOutside(resourceIn(application, 'Vpc'), application);

describe('a resource may be changed outside the app', () => {
  test('if it is exported to a stack outside the app', () => { expect(mayVpcChange(appOf(VPC, EXPORT))).toBe(true); });
  test.each<[string, object]>([
    ['a parameter', { 'Fn::Sub': '${Env}-Vpc' }],
    ['the stack', { 'Fn::Sub': '${AWS::StackName}-Vpc' }],
  ])('if it is exported with a name that contains %s', (_, name) => {
    expect(mayVpcChange(appOf(VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: name } } } }))).toBe(true);
  });

  test('if a loop creates outputs for it', () => {
    expect(mayVpcChange(appOf(VPC, { Outputs: { 'Fn::ForEach::Vpcs': ['Name', ['A'], { 'Vpc${Name}': { Value: { Ref: 'Vpc' } } }] } as never }))).toBe(true);
  });

  test('if only a stack in another account imports it', () => {
    const importing = { ...sourceOf('importing', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'Vpc' } } } }), account: '111122223333', region: 'eu-west-1' };
    expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), importing]))).toBe(true);
  });

  test('if a custom resource depends on it', () => { expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', DependsOn: ['Vpc'] } }))).toBe(true); });

  test('if a custom resource in a nested stack gets it as a parameter', () => {
    const application = new Application([
      sourceOf('parent', { ...VPC, Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Id: { Ref: 'Vpc' } } } } }),
      { ...sourceOf('child', { X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Id' } } } }), nestedIn: { parent: 'parent', logicalId: 'Child' } },
    ]);
    expect(mayVpcChange(application)).toBe(true);
  });

  test.each<[string, object]>([
    ['user data', { Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'aws ec2 create-route --vpc ${Vpc}' } } } }],
    ['cfn-init commands', { Metadata: { 'AWS::CloudFormation::Init': { config: { commands: { a: { command: { 'Fn::Sub': 'use ${Vpc}' } } } } } } }],
  ])('if an instance refers to it in its %s', (_, instance) => {
    expect(mayVpcChange(appOf({ ...VPC, Instance: { Type: 'AWS::EC2::Instance', ...instance } }))).toBe(true);
  });

  test('if a custom resource refers to it inside an unknown function', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', Properties: { All: { 'Fn::ToJsonString': { Vpc: { Ref: 'Vpc' } } } } } }))).toBe(true);
  });

  test('if the settings of a custom resource function are under a condition', () => {
    const environment = { 'Fn::If': ['Has', { Variables: { VPC: { Ref: 'Vpc' } } }, { Ref: 'AWS::NoValue' }] };
    expect(mayVpcChange(appOf({
      ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: environment } }, X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(true);
  });

  test('if a transform is in place of resource attributes', () => {
    expect(mayVpcChange(appOf({ ...VPC, More: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } } as never }))).toBe(true);
  });

  test('if a custom resource refers to it', () => { expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Vpc' } } } }))).toBe(true); });

  test('if a custom resource in another stack refers to it', () => {
    const custom = (id: unknown) => sourceOf('custom', { X: { Type: 'Custom::X', Properties: { Id: id } } });
    const imported = { 'Fn::ImportValue': 'Vpc' };
    for (const id of [imported, { 'Fn::Select': [1, { 'Fn::Split': ['-', imported] }] }]) {
      expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), custom(id)]))).toBe(true);
    }
  });

  test('if Parameter Store contains its name', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': '{"vpc":"${Vpc}"}' } } } }))).toBe(true);
  });

  test.each<[string, object]>([
    ['a macro', { Transform: ['AWS::Serverless-2016-10-31', 'Ours'] }],
    ['an include', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } }],
  ])('if %s may add to the template', (_, rest) => { expect(mayVpcChange(appOf(VPC, rest))).toBe(true); });

  test('if a loop creates more resources', () => {
    expect(mayVpcChange(appOf({ ...VPC, 'Fn::ForEach::Endpoints': ['Name', { Ref: 'Names' }, { 'Endpoint${Name}': { Type: 'AWS::EC2::VPCEndpoint' } }] as never }))).toBe(true);
  });

  test('if a nested stack without a known template refers to it', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }))).toBe(true);
  });

  test('if it is an output of one nested stack and a parameter of another with an unknown template', () => {
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

describe('a resource is changed only by the app', () => {
  test('if nothing refers to it', () => { expect(mayVpcChange(appOf(VPC))).toBe(false); });
  test('if it is only an output', () => { expect(mayVpcChange(appOf(VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } } } }))).toBe(false); });

  test('if a function without a trigger refers to it', () => {
    expect(mayVpcChange(appOf({ ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { VPC: { Ref: 'Vpc' } } } } } }))).toBe(false);
  });

  test('if a custom resource function may only read it', () => {
    const policies = [{ PolicyName: 'read', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeVpcs', 'iam:PassRole'], Resource: { Ref: 'Vpc' } }] } }];
    expect(mayVpcChange(appOf({
      ...VPC,
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: policies } },
      Code: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(false);
  });

  test('if a custom resource function only runs inside it', () => {
    expect(mayVpcChange(appOf({
      ...VPC,
      Code: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [{ Ref: 'Vpc' }] } } },
      X: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'Code' } } },
    }))).toBe(false);
  });

  test.each(['ECS', 'CodeDeployToECS', 'S3'])('if a pipeline deploys to it with %s', Provider => {
    const actions = [{ ActionTypeId: { Category: 'Deploy', Provider }, Configuration: { Name: { Ref: 'Vpc' } } }];
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: [{ Actions: actions }] } } }))).toBe(false);
  });

  test('if a custom resource refers to another value of its nested stack', () => {
    const application = new Application([
      sourceOf('parent', {
        Network: { Type: 'AWS::CloudFormation::Stack' }, X: { Type: 'Custom::X', Properties: { Zone: { 'Fn::GetAtt': ['Network', 'Outputs.Zone'] } } },
      }),
      { ...sourceOf('network', VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } }, Zone: { Value: 'a' } } }), nestedIn: { parent: 'parent', logicalId: 'Network' } },
    ]);
    expect(mayVpcChange(application)).toBe(false);
  });

  test('if an AWS transform does not change it, written as a map', () => { expect(mayVpcChange(appOf(VPC, { Transform: [{ Name: 'AWS::LanguageExtensions' }] }))).toBe(false); });

  test('if an AWS transform does not change it', () => { expect(mayVpcChange(appOf(VPC, { Transform: 'AWS::LanguageExtensions' }))).toBe(false); });

  test('if a stack in the app imports it', () => {
    const importing = sourceOf('importing', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'Vpc' } } } });
    expect(mayVpcChange(new Application([sourceOf('network', VPC, EXPORT), importing]))).toBe(false);
  });

  test('if a custom resource of the CDK refers to it without changing it', () => {
    expect(mayVpcChange(appOf({ ...VPC, X: { Type: 'Custom::VpcRestrictDefaultSG', Properties: { Id: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } } } }))).toBe(false);
  });

  test('if a nested stack with a known template refers to it', () => {
    const application = new Application([
      sourceOf('parent', { ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }),
      { ...sourceOf('child', {}), nestedIn: { parent: 'parent', logicalId: 'X' } },
    ]);
    expect(mayVpcChange(application)).toBe(false);
  });
});

describe('a resource whose literal name is in a custom resource', () => {
  const clusterNamed = (ClusterName: unknown, given: unknown) => {
    const application = appOf({ Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName } }, X: { Type: 'Custom::X', Properties: { Given: given } } });
    return mayBeChangedOutside(resourceIn(application, 'Cluster'), application);
  };

  test.each<[string, unknown, unknown]>([
    ['by its name', 'prod', 'prod'],
    ['with a joined name', { 'Fn::Sub': '${AWS::StackName}-web' }, { 'Fn::Sub': '${AWS::StackName}-web' }],
    ['in a JSON string', 'prod', '{"service":"ECS","parameters":{"cluster":"prod"}}'],
    ['by its ARN', 'prod', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod'],
    ['with an ARN with references', 'prod', { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/prod' }],
  ])('may be changed by the custom resource: %s', (_, name, given) => { expect(clusterNamed(name, given)).toBe(true); });

  test.each<[string, unknown, unknown]>([
    ['another name', 'prod', 'test'],
    ['a longer name', 'prod', 'prod-web'],
    ['an unknown name', { Ref: 'Name' }, { Ref: 'Name' }],
  ])('is not changed: %s', (_, name, given) => { expect(clusterNamed(name, given)).toBe(false); });

  test('may be created by the custom resource', () => {
    const application = appOf({ X: { Type: 'Custom::X', Properties: { LogGroup: '/ecs/web' } } });
    expect(['/ecs/web', '/ecs/api'].map(name => mayBeMadeOutside(name, application))).toEqual([true, false]);
  });
});

test('code may change what it refers to, for any trigger', () => {
  const application = appOf({ ...VPC, Code: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { VPC: { Ref: 'Vpc' } } } } } });
  expect(mayBeChangedByCode(resourceIn(application, 'Vpc'), application)).toBe(true);
});

test.each(['AWS::ECS::Cluster', 'AWS::EFS::FileSystem'])('instances join or mount the resource in their user data, and do not change it: %s', Type => {
  const application = appOf({ Used: { Type }, Instance: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'use ${Used}' } } } } });
  expect(mayBeChangedOutside(resourceIn(application, 'Used'), application)).toBe(false);
});
