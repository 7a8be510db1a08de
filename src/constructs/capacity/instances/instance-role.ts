import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InstanceGroupProps } from './instance-group-props';
import { AGENT_ACTIONS, SESSION_ACTIONS } from '../../../facts/iam-needs';
import { acknowledgeAgent, agentStatements } from '../agent-permissions';

/** The instance role, and the policy with the permissions of the agents. */
export interface InstanceRole {
  readonly role: iam.IRole;
  readonly policy: iam.ManagedPolicy;
}

/** Only what the agents need. Images and logs belong to the execution roles of the tasks. */
export function createInstanceRole(scope: Construct, cluster: ecs.ICluster, { role: given, ssmAccess }: InstanceGroupProps): InstanceRole {
  const role = given ?? new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const session = new iam.PolicyStatement({ actions: [...SESSION_ACTIONS], resources: ['*'] });
  const statements = agentStatements(cluster, AGENT_ACTIONS.instances);
  const policy = new iam.ManagedPolicy(scope, 'AgentPolicy', { roles: [role], statements: [...statements, ...ssmAccess === false ? [] : [session]] });
  acknowledgeAgent(policy, statements);
  return { role, policy };
}
