import { Application } from '../../../src/validation/model/application';
import { JoinedList } from '../../../src/validation/model/evaluation/joined-list';
import { appOf, sourceOf } from '../../support/model';

const GROUPS = {
  Tasks: { Type: 'AWS::EC2::SecurityGroup', Properties: {} as object },
  Balancer: { Type: 'AWS::EC2::SecurityGroup', Properties: {} as object },
};
const FROM_BALANCER = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: { 'Fn::GetAtt': ['Balancer', 'GroupId'] } };

const withInline = (rules: unknown) => appOf({ ...GROUPS, Tasks: { ...GROUPS.Tasks, Properties: { SecurityGroupIngress: rules } } });
const ingressOf = (application: Application) => application.securityGroups[0].ingress;

/** Whether the rules of the tasks certainly keep the load balancer from a port. */
function shutsOut(application: Application, port: number): boolean {
  const [, balancer] = application.securityGroups;
  return ingressOf(application).every(rule => rule.excludes(port, JoinedList.complete([balancer])));
}

describe('the rules of a security group', () => {
  test('are those in it', () => { expect(ingressOf(withInline([FROM_BALANCER])).all).toHaveLength(1); });
  test('may be a single one without a list', () => { expect(ingressOf(withInline(FROM_BALANCER)).all).toHaveLength(1); });

  test('are those beside it, in other stacks as well', () => {
    const application = new Application([
      sourceOf('groups', GROUPS, { Outputs: { Tasks: { Value: { 'Fn::GetAtt': ['Tasks', 'GroupId'] }, Export: { Name: 'Tasks' } } } }),
      sourceOf('rules', { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { 'Fn::ImportValue': 'Tasks' }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' } } }),
    ]);
    expect(ingressOf(application).all).toHaveLength(1);
  });

  test.each([
    ['where the list is a parameter', withInline({ Ref: 'Rules' })],
    ['where one of them is', withInline([FROM_BALANCER, { Ref: 'Rule' }])],
    ['where a condition decides', withInline([{ 'Fn::If': ['C', FROM_BALANCER, { Ref: 'AWS::NoValue' }] }])],
    ['where a rule is of a group that is not known', appOf({ ...GROUPS, Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { Ref: 'Group' } } } })],
    ['where a custom resource has the group', appOf({ ...GROUPS, X: { Type: 'Custom::X', Properties: { Group: { Ref: 'Tasks' } } } })],
  ])('are not known %s', (_, application) => { expect(ingressOf(application).isComplete).toBe(false); });

  test('are known where another rule is of a group outside of the app', () => {
    expect(ingressOf(appOf({ ...GROUPS, Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: 'sg-1' } } }))).toEqual(JoinedList.complete([]));
  });
});

describe('a load balancer is shut out', () => {
  test.each<[string, unknown]>([
    ['without rules', []],
    ['by a rule for another port', [{ ...FROM_BALANCER, FromPort: 8080, ToPort: 8090 }]],
    ['by a rule for another protocol', [{ ...FROM_BALANCER, IpProtocol: 'udp' }]],
    ['by a rule for another group', [{ ...FROM_BALANCER, SourceSecurityGroupId: { Ref: 'Tasks' } }]],
  ])('%s', (_, rules) => { expect(shutsOut(withInline(rules), 80)).toBe(true); });
});

describe('a load balancer is not shut out for all that is known', () => {
  test.each<[string, unknown]>([
    ['by a rule for it', [FROM_BALANCER]],
    ['by a rule for all protocols', [{ ...FROM_BALANCER, IpProtocol: '-1', FromPort: undefined, ToPort: undefined }]],
    ['by a rule for all ports', [{ ...FROM_BALANCER, FromPort: -1, ToPort: -1 }]],
    ['by a rule for some ports', [{ ...FROM_BALANCER, FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' } }]],
    ['by a rule for some protocol', [{ ...FROM_BALANCER, IpProtocol: { Ref: 'Protocol' } }]],
    ['by a rule for some group', [{ ...FROM_BALANCER, SourceSecurityGroupId: { Ref: 'Group' } }]],
    ['by a rule for a group outside of the app', [{ ...FROM_BALANCER, SourceSecurityGroupId: 'sg-1' }]],
    ['by a rule for addresses', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' }]],
    ['by a rule for a prefix list', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourcePrefixListId: 'pl-1' }]],
    ['by a rule for a group of that name', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupName: 'x' }]],
  ])('%s', (_, rules) => { expect(shutsOut(withInline(rules), 80)).toBe(false); });
});

test('a rule for a group of a stack that is not at hand may be for anybody', () => {
  const rule = { ...FROM_BALANCER, SourceSecurityGroupId: { 'Fn::GetAtt': ['Stack', 'Outputs.Group'] } };
  const application = appOf({ ...GROUPS, Stack: { Type: 'AWS::CloudFormation::Stack' }, Tasks: { ...GROUPS.Tasks, Properties: { SecurityGroupIngress: [rule] } } });
  expect(shutsOut(application, 80)).toBe(false);
});

test('whoever the sources are, only a rule for another port keeps them out', () => {
  const excludes = (rule: object) => ingressOf(withInline([rule])).all.map(each => each.excludes(80, JoinedList.UNKNOWN));
  expect([excludes(FROM_BALANCER), excludes({ ...FROM_BALANCER, FromPort: 81, ToPort: 81 })]).toEqual([[false], [true]]);
});
