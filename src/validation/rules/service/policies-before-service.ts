import { ECR_PULL } from '../../../facts/ecr-images';
import { DECRYPT_ACTION, FILE_ACTIONS, READ_ACTIONS } from '../../../facts/iam-needs';
import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { statementsOf } from '../../model/iam/statement';
import { rolesUsedBy } from '../../model/queries/role-use';
import { policyOf } from '../../scenes/extras';
import { defineRule } from '../rule';

/** The actions that ECS needs to start a task. */
const STARTING: readonly string[] = [...Object.values(READ_ACTIONS), DECRYPT_ACTION, FILE_ACTIONS.object, ECR_PULL.image, ECR_PULL.layers];

export default defineRule({
  title: 'A service depends on the IAM policies that its tasks and its infrastructure role need',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without the dependency CloudFormation may create a policy after the service. The first tasks may fail without permission, and the deployment circuit breaker counts these failures. On deletion, CloudFormation may delete the policy before the service.',
  fix: 'Call `service.node.addDependency(taskDefinition.executionRole!)`, which includes its policies (or the role or policy that the message names), or put the statements in `inlinePolicies` of the role; ContainerService depends on the policies of its execution role. In CloudFormation: add the policy to DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html',

  subject: 'service',
  *check(service) {
    const late = [...latePoliciesOfTasks(service), ...latePoliciesOfService(service)].filter(({ policy }) => !refersToService(policy));
    const [first] = late;
    if (!first) { return; }
    yield {
      location: first.place.location,
      related: late.map(({ policy }) => policy.at('')),
      message: `the service does not depend on ${late.map(({ policy, purpose }) => `${policy.logicalId} (${purpose})`).join(', ')}, which CloudFormation may create after it and delete before it`,
    };
  },

  scene: 'a Fargate service with an EBS volume',
  bad: {
    'a policy for secrets': { Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']) },
    'a policy of the infrastructure role': { Volumes: policyOf('Infrastructure', ['ec2:*']) },
    'one role as execution role and task role': {
      Task: { TaskRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } }, Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']),
    },
    'a policy of the task role': { Task: { TaskRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } }, Bucket: policyOf('ExecutionRole', ['s3:PutObject']) },
  },
  good: {
    'a service that depends on it': { Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']), Service: { DependsOn: ['Providers', 'Reading'] } },
    'a policy of the role of a lifecycle hook': {
      Service: {
        DeploymentConfiguration: {
          LifecycleHooks: [{
            HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hook', LifecycleStages: ['POST_SCALE_UP'], RoleArn: { 'Fn::GetAtt': ['HookRole', 'Arn'] },
          }],
        },
      },
      HookRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }] },
        },
      },
      Invoking: policyOf('HookRole', ['lambda:InvokeFunction']),
    },
    'a policy with a Deny statement': {
      Denying: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'denying',
          Roles: [{ Ref: 'ExecutionRole' }],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'secretsmanager:*', Resource: 'arn:aws:secretsmanager:*:*:secret:prod/*' }] },
        },
      },
    },
    'a policy that refers to the service, which cannot depend on it': {
      Task: { TaskRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } },
      Redeploy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'redeploy',
          Roles: [{ Ref: 'ExecutionRole' }],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecs:UpdateService', Resource: { Ref: 'Service' } }] },
        },
      },
    },
    'a policy for other actions': { Reading: policyOf('ExecutionRole', ['logs:PutRetentionPolicy']) },
    'a service without a circuit breaker': {
      Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']),
      Service: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: false } } },
    },
  },
});

interface LatePolicy {
  readonly policy: Resource;
  readonly purpose: string;
  /** The property through which the service uses the role. */
  readonly place: Node;
}

/** The circuit breaker counts failed tasks. Without it ECS starts them again later, which does no harm. */
function latePoliciesOfTasks({ resource, node, deployment, taskDefinition: task }: Service): readonly LatePolicy[] {
  if (!deployment.get('DeploymentCircuitBreaker').flag('Enable').is(true)) { return []; }
  const place = node.get('TaskDefinition');
  const ofExecution = task?.executionRole?.policiesUnawaitedBy(resource).filter(isForStarting) ?? [];
  const ofTask = task?.taskRole?.policiesUnawaitedBy(resource).filter(policy => !ofExecution.includes(policy)) ?? [];
  return [
    ...ofExecution.map(policy => ({ policy, purpose: 'a policy of the execution role', place })),
    ...ofTask.map(policy => ({ policy, purpose: 'a policy of the task role', place })),
  ];
}

/** No deployment is known to fail because ECS has no permission to invoke a hook yet. */
function latePoliciesOfService({ resource, application }: Service): readonly LatePolicy[] {
  return rolesUsedBy(resource, application).filter(({ use }) => use.isDoubtful !== true)
    .flatMap(({ role, place, use }) => role.policiesUnawaitedBy(resource).map(policy => ({ policy, purpose: `a policy of ${use.as}`, place })));
}

/** Services that depend on policies for each other would form a circular dependency. */
function refersToService(policy: Resource): boolean {
  return [...policy.template.everythingBefore(policy)].some(({ type }) => type === 'AWS::ECS::Service');
}

function isForStarting({ properties }: Resource): boolean {
  return statementsOf(properties.get('PolicyDocument')).known
    .some(statement => statement.effect === 'Allow' && STARTING.some(action => statement.coversAction(action) === 'yes'));
}
