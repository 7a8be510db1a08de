import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { mayForwardAnywhere } from '../../../src/validation/model/queries/listener-writers';
import { appOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const FUNCTION: Resources = { Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } } };
const document = (Action: unknown, Resource: unknown = '*') => ({ Statement: [{ Effect: 'Allow', Action, Resource }] });
const role = (properties: object): Resources => ({ Role: { Type: 'AWS::IAM::Role', Properties: properties } });
const inline = (Action: unknown, Resource?: unknown) => role({ Policies: [{ PolicyName: 'p', PolicyDocument: document(Action, Resource) }] });

test.each<[string, Resources]>([
  ['all load balancing actions', inline('elasticloadbalancing:*')],
  ['every action', inline('*')],
  ['permission to create rules, in a list', inline(['logs:PutLogEvents', 'elasticloadbalancing:CreateRule'], ['*'])],
  ['permission to change anything', inline('elasticloadbalancing:Modify*')],
  ['an AWS managed policy', role({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/ElasticLoadBalancingFullAccess' }] })],
  ['a separate policy resource', {
    ...role({}), Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: document('elasticloadbalancing:*') } },
  }],
])('a function may change any listener with %s', (_, resources) => {
  expect(mayForwardAnywhere(appOf({ ...FUNCTION, ...resources }))).toBe(true);
});

test.each<[string, Resources]>([
  ['no policy', role({})],
  ['permission to describe', inline('elasticloadbalancing:Describe*')],
  ['permission for one listener', inline('elasticloadbalancing:*', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2')],
  ['permission for target groups', inline('elasticloadbalancing:ModifyTargetGroup')],
  ['another AWS managed policy', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] })],
])('a function may not change any listener with %s', (_, resources) => {
  expect(mayForwardAnywhere(appOf({ ...FUNCTION, ...resources }))).toBe(false);
});

test('a role without code changes no listener', () => {
  expect(mayForwardAnywhere(appOf(inline('elasticloadbalancing:*')))).toBe(false);
});
