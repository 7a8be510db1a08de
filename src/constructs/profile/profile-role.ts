import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from './managed-grants-role';

/** A role for an AWS service. In the regulated profile its permissions are managed policies. */
export function profileRole(scope: Construct, id: string, isRegulated: boolean, props: iam.RoleProps): iam.Role {
  return isRegulated ? new ManagedGrantsRole(scope, id, props) : new iam.Role(scope, id, props);
}
