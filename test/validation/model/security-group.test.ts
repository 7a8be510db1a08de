import { Application } from '../../../src/validation/model/application';
import { allOf } from '../../../src/validation/model/entities/entity';
import { SecurityGroup } from '../../../src/validation/model/entities/security-group';
import { JoinedList } from '../../../src/validation/model/evaluation/joined-list';
import { appOf, sourceOf } from '../../support/model';

const GROUPS = {
  Tasks: { Type: 'AWS::EC2::SecurityGroup', Properties: {} as object },
  Balancer: { Type: 'AWS::EC2::SecurityGroup', Properties: {} as object },
};
const FROM_BALANCER = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: { 'Fn::GetAtt': ['Balancer', 'GroupId'] } };

const withInline = (rules: unknown) => appOf({ ...GROUPS, Tasks: { ...GROUPS.Tasks, Properties: { SecurityGroupIngress: rules } } });
const ingressOf = (application: Application) => allOf(SecurityGroup, application)[0].ingress;

/** Whether the rules of the tasks exclude the load balancer from a port for certain. */
function shutsOut(application: Application, port: number): boolean {
  const [, balancer] = allOf(SecurityGroup, application);
  return ingressOf(application).every(rule => rule.excludes(port, JoinedList.complete([balancer])));
}

describe('the rules of a security group', () => {
  test('are the inline rules', () => { expect(ingressOf(withInline([FROM_BALANCER])).all).toHaveLength(1); });
  test('can be a single rule without a list', () => { expect(ingressOf(withInline(FROM_BALANCER)).all).toHaveLength(1); });

  test('are the separate rules, even in other stacks', () => {
    const application = new Application([
      sourceOf('groups', GROUPS, { Outputs: { Tasks: { Value: { 'Fn::GetAtt': ['Tasks', 'GroupId'] }, Export: { Name: 'Tasks' } } } }),
      sourceOf('rules', { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { 'Fn::ImportValue': 'Tasks' }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' } } }),
    ]);
    expect(ingressOf(application).all).toHaveLength(1);
  });

  test.each([
    ['if the list is a parameter', withInline({ Ref: 'Rules' })],
    ['if one of them is a parameter', withInline([FROM_BALANCER, { Ref: 'Rule' }])],
    ['under a condition', withInline([{ 'Fn::If': ['C', FROM_BALANCER, { Ref: 'AWS::NoValue' }] }])],
    ['if a rule belongs to an unknown group', appOf({ ...GROUPS, Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { Ref: 'Group' } } } })],
    ['if a custom resource refers to the group', appOf({ ...GROUPS, X: { Type: 'Custom::X', Properties: { Group: { Ref: 'Tasks' } } } })],
  ])('are unknown %s', (_, application) => { expect(ingressOf(application).isComplete).toBe(false); });

  test('are known if another rule belongs to a group outside the app', () => {
    expect(ingressOf(appOf({ ...GROUPS, Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: 'sg-1' } } }))).toEqual(JoinedList.complete([]));
  });
});

describe('a load balancer is refused', () => {
  test.each<[string, unknown]>([
    ['without rules', []],
    ['with a rule for another port', [{ ...FROM_BALANCER, FromPort: 8080, ToPort: 8090 }]],
    ['with a rule for another protocol', [{ ...FROM_BALANCER, IpProtocol: 'udp' }]],
    ['with a rule for another group', [{ ...FROM_BALANCER, SourceSecurityGroupId: { Ref: 'Tasks' } }]],
  ])('%s', (_, rules) => { expect(shutsOut(withInline(rules), 80)).toBe(true); });
});

describe('a load balancer is not known to be refused', () => {
  test.each<[string, unknown]>([
    ['with a rule for it', [FROM_BALANCER]],
    ['with a rule for all protocols', [{ ...FROM_BALANCER, IpProtocol: '-1', FromPort: undefined, ToPort: undefined }]],
    ['with a rule for all ports', [{ ...FROM_BALANCER, FromPort: -1, ToPort: -1 }]],
    ['with a rule for unknown ports', [{ ...FROM_BALANCER, FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' } }]],
    ['with a rule for an unknown protocol', [{ ...FROM_BALANCER, IpProtocol: { Ref: 'Protocol' } }]],
    ['with a rule for an unknown group', [{ ...FROM_BALANCER, SourceSecurityGroupId: { Ref: 'Group' } }]],
    ['with a rule for a group outside the app', [{ ...FROM_BALANCER, SourceSecurityGroupId: 'sg-1' }]],
    ['with a rule for addresses', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' }]],
    ['with a rule for a prefix list', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourcePrefixListId: 'pl-1' }]],
    ['with a rule for a group with the same name', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupName: 'x' }]],
  ])('%s', (_, rules) => { expect(shutsOut(withInline(rules), 80)).toBe(false); });
});

test('a rule for a group in a stack outside the app may admit any source', () => {
  const rule = { ...FROM_BALANCER, SourceSecurityGroupId: { 'Fn::GetAtt': ['Stack', 'Outputs.Group'] } };
  const application = appOf({ ...GROUPS, Stack: { Type: 'AWS::CloudFormation::Stack' }, Tasks: { ...GROUPS.Tasks, Properties: { SecurityGroupIngress: [rule] } } });
  expect(shutsOut(application, 80)).toBe(false);
});

test('with unknown sources, only a rule for another port refuses them', () => {
  const excludes = (rule: object) => ingressOf(withInline([rule])).all.map(each => each.excludes(80, JoinedList.UNKNOWN));
  expect([excludes(FROM_BALANCER), excludes({ ...FROM_BALANCER, FromPort: 81, ToPort: 81 })]).toEqual([[false], [true]]);
});
