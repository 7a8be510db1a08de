import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ManagedInstancesProps } from './managed-instances-props';
import { AGENT_ACTIONS } from '../../../facts/iam-needs';
import { acknowledgeManagedPolicy } from '../../nag/acknowledgements';
import { allowAgent } from '../agent-permissions';
import { createRole } from '../profile-role';

const INFRASTRUCTURE_POLICY = 'AmazonECSInfrastructureRolePolicyForManagedInstances';

/** The roles of Managed Instances: ECS launches instances with one, and the instances have the other. */
export interface ManagedInstancesRoles {
  readonly infrastructureRole: iam.IRole;
  readonly instanceRole: iam.IRole;
  readonly instanceProfile: iam.InstanceProfile;
}

/**
 * Creates the roles without names. The AWS managed policy allows to pass roles whose name starts with `ecsInstanceRole` only, so the infrastructure role has
 * a statement of its own for the instance role.
 */
export function createRoles(scope: Construct, cluster: ecs.ICluster, props: ManagedInstancesProps): ManagedInstancesRoles {
  const instanceRole = props.instanceRole ?? createInstanceRole(scope, cluster);
  const infrastructureRole = props.infrastructureRole ?? createInfrastructureRole(scope, cluster);
  infrastructureRole.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['iam:PassRole'],
    resources: [instanceRole.roleArn],
    conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
  }));
  return { infrastructureRole, instanceRole, instanceProfile: new iam.InstanceProfile(scope, 'InstanceProfile', { role: instanceRole }) };
}

function createInfrastructureRole(scope: Construct, cluster: ecs.ICluster): iam.Role {
  const role = createRole(scope, 'InfrastructureRole', cluster, {
    description: `ECS launches and terminates the instances of ${scope.node.path}`,
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(INFRASTRUCTURE_POLICY)],
  });
  acknowledgeManagedPolicy(role, INFRASTRUCTURE_POLICY, 'The AWS managed policy for this purpose, to which AWS adds actions when ECS needs them');
  return role;
}

function createInstanceRole(scope: Construct, cluster: ecs.ICluster): iam.Role {
  const role = createRole(scope, 'InstanceRole', cluster, {
    description: `The instances of ${scope.node.path}`,
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  });
  allowAgent(role, cluster, AGENT_ACTIONS.managedInstances);
  return role;
}
