import { Application } from '../../../src/validation/model/application';
import { mayBeChangedOutside } from '../../../src/validation/model/external-access';
import { appOf, resourceIn, sourceOf } from '../../support/model';

const VPC = { Vpc: { Type: 'AWS::EC2::VPC' } };
const EXPORT = { Outputs: { Vpc: { Value: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, Export: { Name: 'Vpc' } } } };

const isVpcHandedOn = (application: Application) => mayBeChangedOutside(resourceIn(application, 'Vpc'), application);

describe('a resource is handed on', () => {
  test('when it is exported to a stack that is not in the app', () => { expect(isVpcHandedOn(appOf(VPC, EXPORT))).toBe(true); });
  test('when a custom resource is given it', () => { expect(isVpcHandedOn(appOf({ ...VPC, X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Vpc' } } } }))).toBe(true); });

  test('when a custom resource of another stack is given it', () => {
    const custom = (id: unknown) => sourceOf('custom', { X: { Type: 'Custom::X', Properties: { Id: id } } });
    const imported = { 'Fn::ImportValue': 'Vpc' };
    for (const id of [imported, { 'Fn::Select': [1, { 'Fn::Split': ['-', imported] }] }]) {
      expect(isVpcHandedOn(new Application([sourceOf('network', VPC, EXPORT), custom(id)]))).toBe(true);
    }
  });

  test('when Parameter Store keeps its name', () => {
    expect(isVpcHandedOn(appOf({ ...VPC, X: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': '{"vpc":"${Vpc}"}' } } } }))).toBe(true);
  });

  test.each<[string, object]>([
    ['a macro', { Transform: ['AWS::Serverless-2016-10-31', 'Ours'] }],
    ['an include', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } }],
  ])('when %s may make more of the template', (_, rest) => { expect(isVpcHandedOn(appOf(VPC, rest))).toBe(true); });

  test('when a loop makes more resources', () => {
    expect(isVpcHandedOn(appOf({ ...VPC, 'Fn::ForEach::Endpoints': ['Name', { Ref: 'Names' }, { 'Endpoint${Name}': { Type: 'AWS::EC2::VPCEndpoint' } }] as never }))).toBe(true);
  });

  test('when a nested stack is given it of which the template is not at hand', () => {
    expect(isVpcHandedOn(appOf({ ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }))).toBe(true);
  });

  test('when it comes out of one nested stack and goes into another that is not at hand', () => {
    const application = new Application([
      sourceOf('parent', {
        Network: { Type: 'AWS::CloudFormation::Stack' },
        Other: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { 'Fn::GetAtt': ['Network', 'Outputs.Vpc'] } } } },
      }),
      { ...sourceOf('network', VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } } } }), nestedIn: { parent: 'parent', logicalId: 'Network' } },
    ]);
    expect(isVpcHandedOn(application)).toBe(true);
  });
});

describe('a resource is not handed on', () => {
  test('when nobody has it', () => { expect(isVpcHandedOn(appOf(VPC))).toBe(false); });
  test('when it is only printed', () => { expect(isVpcHandedOn(appOf(VPC, { Outputs: { Vpc: { Value: { Ref: 'Vpc' } } } }))).toBe(false); });

  test('when a transform of AWS leaves it alone', () => { expect(isVpcHandedOn(appOf(VPC, { Transform: 'AWS::LanguageExtensions' }))).toBe(false); });

  test('when a stack of the app imports it', () => {
    const importing = sourceOf('importing', { A: { Type: 'A', Properties: { Vpc: { 'Fn::ImportValue': 'Vpc' } } } });
    expect(isVpcHandedOn(new Application([sourceOf('network', VPC, EXPORT), importing]))).toBe(false);
  });

  test('when a custom resource of the CDK is given it that leaves it alone', () => {
    expect(isVpcHandedOn(appOf({ ...VPC, X: { Type: 'Custom::VpcRestrictDefaultSG', Properties: { Id: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } } } }))).toBe(false);
  });

  test('when a nested stack is given it of which the template is at hand', () => {
    const application = new Application([
      sourceOf('parent', { ...VPC, X: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } } }),
      { ...sourceOf('child', {}), nestedIn: { parent: 'parent', logicalId: 'X' } },
    ]);
    expect(isVpcHandedOn(application)).toBe(false);
  });
});
