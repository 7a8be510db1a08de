import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InstanceGroupProps } from './instance-group-props';
import { AGENT_ACTIONS, SESSION_ACTIONS } from '../../../facts/iam-needs';
import { acknowledge, acknowledgeWildcard } from '../../nag/acknowledgements';

/** The instance role, and the policy with the permissions of the agents. */
export interface InstanceRole {
  readonly role: iam.IRole;
  readonly policy: iam.ManagedPolicy;
}

/** Only what the agents need. Images and logs belong to the execution roles of the tasks. */
export function createInstanceRole(scope: Construct, cluster: ecs.ICluster, props: InstanceGroupProps): InstanceRole {
  const role = props.role ?? new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, 'AgentPolicy', {
    roles: [role],
    statements: [...agentStatements(scope, cluster), ...props.ssmAccess === false ? [] : [allow(SESSION_ACTIONS, '*')]],
  });
  acknowledge(policy, ['AwsSolutions-IAM5[Resource::*]'], 'The agents of ECS and SSM call actions that have no resources');
  acknowledgeWildcard(policy, instanceArns(scope), 'The ARN of an instance is not known before it joins the cluster; a condition limits it to the cluster');
  return { role, policy };
}

function agentStatements(scope: Construct, { clusterArn }: ecs.ICluster): iam.PolicyStatement[] {
  const instance = allow([...AGENT_ACTIONS.instance, ...AGENT_ACTIONS.draining], instanceArns(scope));
  instance.addCondition('ArnEquals', { 'ecs:cluster': clusterArn });
  return [allow(AGENT_ACTIONS.any, '*'), allow(AGENT_ACTIONS.cluster, clusterArn), instance];
}

function instanceArns(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: '*' });
}

function allow(actions: readonly string[], resource: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...actions], resources: [resource] });
}
