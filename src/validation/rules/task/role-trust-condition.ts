import type { Node } from '../../model/evaluation/node';
import { usedRoles } from '../../model/queries/role-use';
import { defineRule } from '../rule';

const trust = (source: unknown, service = 'ecs-tasks.amazonaws.com') => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition: { ArnLike: { 'aws:SourceArn': source } },
  }],
});

const OPERATORS: readonly string[] = ['ArnLike', 'ArnEquals', 'StringLike', 'StringEquals'];
const KEYS: readonly string[] = ['aws:SourceArn', 'aws:sourceArn', 'AWS:SourceArn'];
/** When ECS assumes the role for a task, the source is the account, not one of these resources. */
const NAMES_SOMETHING = /^arn:[^:]*:ecs:[^:]*:[^:]*:(?:cluster|service|task|task-definition)\//;

export default defineRule({
  title: 'The trust policy of a task role or execution role has no condition on one cluster or service',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'When ECS assumes the role for a task, aws:SourceArn names the account and not a cluster or service. A condition on one of these is never true, so tasks do not start.',
  fix: 'In the conditions of iam.PrincipalWithConditions, end aws:SourceArn after the account: arn:aws:ecs:REGION:ACCOUNT:* (Condition of AssumeRolePolicyDocument in CloudFormation).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',

  subject: 'application',
  *check(application) {
    const roles = new Set(usedRoles(application).filter(({ use }) => use.principal === 'ecs-tasks.amazonaws.com').map(({ role }) => role));
    for (const role of [...roles].filter(({ trust: { mayChange } }) => !mayChange)) {
      for (const { node } of role.trust.statements) {
        for (const place of sources(node).filter(namesSomething)) {
          yield { location: place.location, message: `aws:SourceArn of ${role.label} must not name ${place.asText.known ?? 'a cluster'}, because ECS assumes the role for the account; use arn:aws:ecs:REGION:ACCOUNT:*` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a cluster': { ExecutionRole: { AssumeRolePolicyDocument: trust({ 'Fn::GetAtt': ['Cluster', 'Arn'] }) } },
    'a cluster by name': { ExecutionRole: { AssumeRolePolicyDocument: trust('arn:aws:ecs:eu-west-1:111122223333:cluster/web') } },
    'the services of a cluster': {
      ExecutionRole: { AssumeRolePolicyDocument: trust([{ 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/web/*' }]) },
    },
    'a cluster in a Region from a parameter': { ExecutionRole: { AssumeRolePolicyDocument: trust({ 'Fn::Sub': 'arn:aws:ecs:${Region}:111122223333:cluster/web' }) } },
  },
  good: {
    'the account': {
      ExecutionRole: { AssumeRolePolicyDocument: trust({ 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*' }) },
    },
    'the account, or a cluster under a condition': {
      ExecutionRole: {
        AssumeRolePolicyDocument: trust([{ 'Fn::If': ['Own', 'arn:aws:ecs:eu-west-1:111122223333:*', 'arn:aws:ecs:eu-west-1:111122223333:cluster/web'] }]),
      },
    },
    'a cluster, for the infrastructure role': {
      scene: 'a Fargate service with an EBS volume',
      change: { Infrastructure: { AssumeRolePolicyDocument: trust('arn:aws:ecs:eu-west-1:111122223333:cluster/web', 'ecs.amazonaws.com') } },
    },
    'a custom resource that may change the trust policy': {
      ExecutionRole: { AssumeRolePolicyDocument: trust('arn:aws:ecs:eu-west-1:111122223333:cluster/web') },
      Writer: { Type: 'Custom::Trust', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:write', Role: { Ref: 'ExecutionRole' } } },
    },
  },
});

function sources(statement: Node): readonly Node[] {
  const operators = OPERATORS.flatMap(operator => statement.find('Condition')?.find(operator) ?? []);
  return operators.flatMap(values => KEYS.flatMap(key => values.find(key) ?? []))
    .flatMap(place => place.asPartialString ? [place] : [...place.asList]);
}

/** An ECS resource, or text that can only be the ARN of one. */
function namesSomething(place: Node): boolean {
  const partial = place.asPartialString;
  if (!partial) { return false; }
  if (place.asAttribute) { return place.asAttribute.resource.type.startsWith('AWS::ECS::'); }
  return NAMES_SOMETHING.test(partial.parts.map(part => typeof part === 'string' ? part : '-').join(''));
}
