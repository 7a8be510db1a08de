import { Stack, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { WILDCARD_ACTIONS } from '../../facts/wildcard-actions';

type Policy = iam.Policy | iam.ManagedPolicy;

interface Statement {
  readonly Action?: string | string[];
  readonly Resource?: unknown;
}

/**
 * Acknowledges for cdk-nag the resource `*`, which the Amazon ECR token and ECS Exec require. It is checked after all grants: a policy with any other
 * `*` stays a finding.
 */
export function acknowledgeWildcards(scope: Construct, taskDefinition: ecs.TaskDefinition): void {
  scope.node.addValidation({
    validate: () => {
      const { taskRole, executionRole } = taskDefinition;
      const roles = executionRole ? [taskRole, executionRole] : [taskRole];
      for (const policy of roles.flatMap(policiesOf)) {
        if (isNecessary(policy)) { acknowledge(policy); }
      }
      return [];
    },
  });
}

function acknowledge(policy: Policy): void {
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The Amazon ECR token and the channels of ECS Exec have no ARN that a policy could contain',
  });
}

function policiesOf(role: iam.IRole): Policy[] {
  return role.node.findAll().filter((node): node is Policy => node instanceof iam.Policy || node instanceof iam.ManagedPolicy);
}

function isNecessary(policy: Policy): boolean {
  const statements: Statement[] = Stack.of(policy).resolve(policy.document.toJSON())?.Statement ?? [];
  const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
  return onEverything.length > 0 && onEverything.every(({ Action = [] }) => [Action].flat().every(action => WILDCARD_ACTIONS.has(action)));
}
