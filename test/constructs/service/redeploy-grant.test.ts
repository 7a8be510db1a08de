import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ContainerService, ContainerServiceProps, Deployment, EcsCluster, EcsValidator, Exposure, Profile } from '../../../src';
import { IMAGE } from '../../support/container-service';

interface Pair {
  readonly a: ContainerService;
  readonly b: ContainerService;
}

type Props = Partial<ContainerServiceProps>;

/** Two services in a cluster, in one stack or in two. */
function pair(propsOf: (id: string) => Props = () => ({}), apart = false): Pair {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  const [a, b] = ['A', 'B'].map(id =>
    new ContainerService(apart ? new Stack(app, `Stack${id}`) : stack, id, { cluster, image: IMAGE, ...propsOf(id) }));
  return { a, b };
}

const named = (id: string): Props => ({ serviceName: id.toLowerCase() });
const templateOf = (service: ContainerService) => Template.fromStack(Stack.of(service));

test.each<[string, (id: string) => Props]>([
  ['without a name', () => ({})],
  ['with a name', named],
  ['in the regulated profile', () => ({ profile: Profile.regulated() })],
])('services %s can redeploy themselves and each other, without a circular dependency', (_, propsOf) => {
  const { a, b } = pair(propsOf);
  for (const service of [a, b]) { for (const grantee of [a, b]) { service.grantRedeploy(grantee); } }
  expect(() => templateOf(a)).not.toThrow();
  expect(EcsValidator.findings(Stack.of(a).node.root as App).map(({ ruleId }) => ruleId)).not.toContain('policies-before-service');
});

test('services in two stacks can redeploy each other if they have names', () => {
  const { a, b } = pair(named, true);
  a.grantRedeploy(b);
  b.grantRedeploy(a);
  templateOf(b).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['ecs:UpdateService', 'ecs:DescribeServices'] })]) },
    Roles: [{ Ref: Match.stringLikeRegexp('^BTaskDefTaskRole') }],
  });
});

test('a role in the stack gets a separate policy in the stack of the service, once', () => {
  const { a } = pair();
  const role = new iam.Role(Stack.of(a), 'Rotation', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  a.grantRedeploy(role);
  a.grantRedeploy(role).assertSuccess();
  templateOf(a).resourcePropertiesCountIs('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['ecs:UpdateService', 'ecs:DescribeServices'], Resource: { Ref: Match.stringLikeRegexp('^AService') } }] },
    Roles: [{ Ref: Match.stringLikeRegexp('^Rotation') }],
  }, 1);
});

test('a user gets the permission in its own policy, and an immutable role gets none', () => {
  const { a } = pair();
  const stack = Stack.of(a);
  a.grantRedeploy(new iam.User(stack, 'Operator'));
  a.grantRedeploy(iam.Role.fromRoleName(stack, 'Fixed', 'fixed', { mutable: false }));
  const policies = Object.entries(templateOf(a).findResources('AWS::IAM::Policy')).filter(([, policy]) => JSON.stringify(policy).includes('ecs:UpdateService'));
  expect(policies.map(([id, policy]) => [id, (policy as { Properties: { Users: unknown } }).Properties.Users])).toEqual([
    [expect.stringMatching(/^OperatorDefaultPolicy/), [{ Ref: expect.stringMatching(/^Operator/) as string }]],
  ]);
});

test('in the regulated profile it is a managed policy', () => {
  const { a } = pair(() => ({ profile: Profile.regulated() }));
  a.grantRedeploy(a);
  const template = templateOf(a);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['ecs:UpdateService', 'ecs:DescribeServices'], Resource: { Ref: Match.stringLikeRegexp('^AService') } }] },
  });
});

describe('deployments of a service', () => {
  const approved = (propsOf?: (id: string) => Props) => {
    const { a } = pair(propsOf);
    a.grantContinueDeployment(new iam.Role(Stack.of(a), 'Approver', { assumedBy: new iam.AccountRootPrincipal() }));
    return templateOf(a);
  };

  test.each<[string, ((id: string) => Props) | undefined, RegExp]>([
    ['the name that CloudFormation generates', undefined, /^\/Shop-AService\w+-\*/],
    ['its name', named, /^\/a/],
  ])('can be continued, with %s', (_, propsOf, name) => {
    const [policy] = Object.values(approved(propsOf).findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Approver') }] } }));
    const [{ Action, Resource }] = (policy as { Properties: { PolicyDocument: { Statement: { Action: unknown; Resource: { 'Fn::Join': [string, string[]] }[] }[] } } }).Properties.PolicyDocument.Statement;
    expect(Action).toEqual(['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:ContinueServiceDeployment']);
    const texts = Resource.map(({ 'Fn::Join': [, parts] }) => parts.filter(part => typeof part === 'string'));
    expect(texts.map(parts => [parts.some(part => /:service(-deployment)?\//.test(part)), name.test(parts.at(-1) ?? '')])).toEqual([[true, true], [true, true]]);
  });

  test('can be answered in the first deployment: the service depends on the policy, which does not refer to it', () => {
    const template = approved();
    template.hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^AContinueApprover')]) });
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Approver') }] } }))).not.toMatch(/"(Ref|Fn::GetAtt)":\[?"AService/);
  });
});

test('a principal that continues deployments can have permissions that refer to the service', () => {
  const { a } = pair();
  const approver = new iam.Role(Stack.of(a), 'Approver', { assumedBy: new iam.AccountRootPrincipal() });
  a.grantContinueDeployment(approver);
  approver.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:DescribeServices'], resources: [a.serviceArn] }));
  const template = templateOf(a);
  template.hasResource('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Approver') }], PolicyName: Match.stringLikeRegexp('DefaultPolicy') } });
  template.hasResource('AWS::ECS::Service', { DependsOn: Match.not(Match.arrayWith([Match.stringLikeRegexp('^ApproverDefaultPolicy')])) });
});

test('a service can continue its own deployments without a circular dependency', () => {
  const { a } = pair();
  a.grantContinueDeployment(a);
  expect(() => templateOf(a)).not.toThrow();
});

test.each([['codeDeploy', Deployment.codeDeploy()], ['external', Deployment.external()]])('deployments with another controller cannot be continued: %s', (factory, deployment) => {
  const { a } = pair(() => ({ deployment, exposure: Exposure.internalAlb() }));
  expect(() => a.grantContinueDeployment(a)).toThrow(`grantContinueDeployment requires deployments by ECS, and Deployment.${factory} uses another controller; remove it`);
});
