import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AGENT_ACTIONS } from '../../../facts/iam-needs';
import { acknowledgeManagedPolicy } from '../../nag/acknowledgements';
import { allowAgent } from '../agent-permissions';
import { createRole } from '../profile-role';

const CORE_POLICY = 'AmazonSSMManagedInstanceCore';

/**
 * The role of servers outside of AWS. Systems Manager assumes it, for this account and Region only, and gives its credentials to the SSM agent and the ECS
 * agent. Instead of AmazonEC2ContainerServiceforEC2Role, it has the actions of the ECS agent for one cluster.
 */
export function createExternalRole(scope: Construct, cluster: ecs.ICluster, roleName?: string): iam.Role {
  const stack = Stack.of(scope);
  const role = createRole(scope, 'Role', cluster, {
    roleName,
    description: `The servers of ${scope.node.path}`,
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': stack.formatArn({ service: 'ssm', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
      },
    }),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(CORE_POLICY)],
  });
  allowAgent(role, cluster, AGENT_ACTIONS.external);
  acknowledgeManagedPolicy(role, CORE_POLICY, 'The AWS managed policy for this purpose, to which AWS adds actions when the SSM agent needs them');
  return role;
}
