import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DEFAULT_SECURITY_GROUPS } from '../../../facts/capacity-providers';

/** The quota of an account can be raised, so more security groups are a warning. */
export function warnOfQuota(group: IConstruct, count: number): void {
  if (count <= DEFAULT_SECURITY_GROUPS) { return; }
  Annotations.of(group).addWarningV2(
    'cdk-ecs-shipshape:security-group-quota',
    `securityGroups has ${count} security groups, but a network interface may have ${DEFAULT_SECURITY_GROUPS} by default, and EC2 would launch no instance. `
    + 'Remove some, or acknowledge this warning if the quota L-2AFB9258 of the account is higher',
  );
}
