import { ADMINISTRATOR_POLICIES, WHOLE_SERVICE } from '../../../facts/posture';
import type { Role } from '../../model/entities/role';
import { awsManagedPolicyName } from '../../model/iam/aws-managed-policy';
import { elements, WrittenStatement } from '../../model/iam/statement';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The roles of tasks do not allow everything',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Code in the task, and an attacker who controls it, has every permission of the task role. Security Hub reports policies that allow every action of the account or of a service (IAM.1, IAM.21).',
  fix: 'Remove the policy, and grant what the application calls: `table.grantReadWriteData(taskDefinition.taskRole)`, or `connectTo()` and `grantPrincipal` of a ContainerService. In CloudFormation: list actions and ARNs in the policies of the role.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html',

  subject: 'application',
  *check({ taskDefinitions }) {
    const roles = new Set(taskDefinitions.flatMap(task => KEYS.flatMap(key => rolesOfTasks(task, key).map(({ role }) => role))));
    for (const role of roles) {
      yield* administratorPolicies(role);
      yield* wideStatements(role);
    }
  },

  scene: 'a secured Fargate service with a file system',
  bad: {
    'AdministratorAccess': { TaskRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
    'IAMFullAccess of any partition': { TaskRole: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/IAMFullAccess' }] } },
    'every action': policy({ Action: '*', Resource: '*' }),
    'every action of a service': policy({ Action: ['s3:GetObject', 'dynamodb:*'], Resource: ['*'] }),
    'every action of the execution role': {
      ExecutionRole: { Policies: [{ PolicyName: 'wide', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] },
    },
  },
  good: {
    'another AWS managed policy': { TaskRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'] } },
    'every action on one table': policy({ Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }),
    'one action on every resource': policy({ Action: 'cloudwatch:PutMetricData', Resource: '*' }),
    'a statement that denies': policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    'every action under a condition': policy({ Action: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'shop' } } }),
    'a policy from a parameter': { TaskRole: { ManagedPolicyArns: [{ Ref: 'PolicyArn' }] } },
    'a role of something else': { Other: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } },
  },
});

const KEYS = ['TaskRoleArn', 'ExecutionRoleArn'] as const;

function policy(statement: object) {
  return { TaskRole: { Policies: { 1: { PolicyName: 'app', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] } } } } };
}

function* administratorPolicies({ managedPolicies, label }: Role): Generator<Violation> {
  for (const place of managedPolicies) {
    const name = place.asPartialString && awsManagedPolicyName(place.asPartialString);
    if (ADMINISTRATOR_POLICIES.includes(name ?? '')) {
      yield { location: place.location, message: `${label}, which tasks use, has the AWS managed policy ${name}; grant only what the tasks call` };
    }
  }
}

function* wideStatements({ permissions, label }: Role): Generator<Violation> {
  for (const statement of permissions.written) {
    const action = isForEverything(statement) ? elements(statement.node.get('Action')).texts.find(text => WHOLE_SERVICE.test(text)) : undefined;
    if (action !== undefined) {
      yield { location: statement.node.at('Action'), message: `${label}, which tasks use, allows ${action} on every resource; list the actions and resources that the tasks need` };
    }
  }
}

function isForEverything(statement: WrittenStatement): boolean {
  return statement.effect === 'Allow' && statement.isUnconditional && statement.resources.texts.includes('*');
}
