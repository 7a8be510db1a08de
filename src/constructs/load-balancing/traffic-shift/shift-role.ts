import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The role with which ECS registers tasks and moves the weights. */
export function createShiftRole(scope: Construct): iam.Role {
  return new iam.Role(scope, 'TrafficShiftRole', {
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForLoadBalancers')],
  });
}
