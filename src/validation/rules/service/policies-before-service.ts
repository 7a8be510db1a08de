import { ECR_PULL } from '../../../facts/ecr-images';
import { DECRYPT_ACTION, FILE_ACTIONS, READ_ACTIONS } from '../../../facts/iam-needs';
import { statementsOf } from '../../model/iam/statement';
import type { Resource } from '../../model/resource';
import { rolesUsedBy } from '../../model/role-use';
import { policyOf } from '../../scenes/extras';
import { defineRule } from '../rule';

/** What a task cannot be started without. */
const STARTING: readonly string[] = [...Object.values(READ_ACTIONS), DECRYPT_ACTION, FILE_ACTIONS.object, ECR_PULL.image, ECR_PULL.layers];

export default defineRule({
  title: 'The policies that tasks start with exist before the service does, and longer',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'CloudFormation makes a policy beside the service unless told to wait: the first tasks may be refused what they need, and count towards the circuit breaker; on deletion the policy may go first.',
  fix: 'Add the policy to the DependsOn of the service, or write it into the role.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html',

  subject: 'service',
  *check(service) {
    const { resource, application, taskDefinition: task } = service;
    if (service.deployment.get('DeploymentCircuitBreaker').flag('Enable').is(true)) {
      const location = service.node.at('TaskDefinition');
      for (const late of task?.executionRole?.policiesUnawaitedBy(resource).filter(isForStarting) ?? []) {
        yield { location, message: `does not wait for ${late.logicalId}, without which the execution role cannot start its tasks, and its circuit breaker counts those` };
      }
      for (const late of task?.taskRole?.policiesUnawaitedBy(resource) ?? []) {
        yield { location, message: `does not wait for ${late.logicalId}, a policy of its task role, and its circuit breaker counts tasks that end for want of it` };
      }
    }
    for (const { role, place, use } of rolesUsedBy(resource, application).filter(({ use: { needs } }) => needs)) {
      for (const late of role.policiesUnawaitedBy(resource)) {
        yield { location: place.location, message: `does not wait for ${late.logicalId}, a policy of ${role.label}, ${use.as}: it may come after the service, and go before it` };
      }
    }
  },

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'secrets that may not be read yet': { Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']) },
    'volumes that can no longer be deleted': { Volumes: policyOf('Infrastructure', ['ec2:*']) },
    'what its containers may do later': { Task: { TaskRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } }, Bucket: policyOf('ExecutionRole', ['s3:PutObject']) },
  },
  good: {
    'a service that waits': { Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']), Service: { DependsOn: ['Providers', 'Reading'] } },
    'a policy for something else': { Reading: policyOf('ExecutionRole', ['logs:PutRetentionPolicy']) },
    'a service without circuit breaker': {
      Reading: policyOf('ExecutionRole', ['secretsmanager:GetSecretValue']),
      Service: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: false } } },
    },
  },
});

function isForStarting({ properties }: Resource): boolean {
  return statementsOf(properties.get('PolicyDocument')).statements
    .some(statement => statement.effect === 'Allow' && STARTING.some(action => statement.coversAction(action) === 'yes'));
}
