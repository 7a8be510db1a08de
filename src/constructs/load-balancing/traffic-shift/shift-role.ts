import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeManagedPolicy } from '../../nag/acknowledgements';

const POLICY = 'AmazonECSInfrastructureRolePolicyForLoadBalancers';

/** The role with which ECS registers tasks and changes the weights. */
export function createShiftRole(scope: Construct): iam.Role {
  const role = new iam.Role(scope, 'TrafficShiftRole', {
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(POLICY)],
  });
  acknowledgeManagedPolicy(role, POLICY, 'The AWS managed policy for this purpose, to which AWS adds actions when ECS needs them');
  return role;
}
