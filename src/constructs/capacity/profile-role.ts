import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from '../profile/managed-grants-role';
import { findProfile, ProfileData } from '../profile/profile-data';

/** A role for the capacity of a cluster. In the regulated profile its permissions are managed policies. */
export function createRole(scope: Construct, id: string, cluster: ecs.ICluster, props: iam.RoleProps): iam.Role {
  return roleOf(scope, id, findProfile(scope, undefined, cluster), props);
}

/** A role. In the regulated profile its permissions are managed policies. */
export function roleOf(scope: Construct, id: string, { isRegulated }: ProfileData, props: iam.RoleProps): iam.Role {
  return isRegulated ? new ManagedGrantsRole(scope, id, props) : new iam.Role(scope, id, props);
}
