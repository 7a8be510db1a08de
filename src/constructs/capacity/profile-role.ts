import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findProfile } from '../profile/profile-data';
import { profileRole } from '../profile/profile-role';

/** A role for the capacity of a cluster. In the regulated profile its permissions are managed policies. */
export function createRole(scope: Construct, id: string, cluster: ecs.ICluster, props: iam.RoleProps): iam.Role {
  return profileRole(scope, id, findProfile(scope, undefined, cluster).isRegulated, props);
}
