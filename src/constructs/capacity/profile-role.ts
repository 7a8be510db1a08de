import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from '../profile/managed-grants-role';
import { findProfile } from '../profile/profile-data';

/** A role for the capacity of a cluster. In the regulated profile its permissions are managed policies. */
export function createRole(scope: Construct, id: string, cluster: ecs.ICluster, props: iam.RoleProps): iam.Role {
  return findProfile(scope, undefined, cluster).isRegulated ? new ManagedGrantsRole(scope, id, props) : new iam.Role(scope, id, props);
}
