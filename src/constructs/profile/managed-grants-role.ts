import * as iam from 'aws-cdk-lib/aws-iam';
import { statementSize } from './statement-size';
import { MANAGED_POLICY_CHARACTERS, ROLE_MANAGED_POLICIES } from '../../facts/iam-limits';

/** `Version` and `Statement` around the statements, and a reserve for conditions that a grant adds to its statement later. */
const FRAME = 144;

/** A managed policy that still has room. */
interface OpenPolicy {
  readonly policy: iam.ManagedPolicy;
  room: number;
}

/**
 * A role that writes its grants to managed policies. The CDK would otherwise write an inline policy, which HIPAA, NIST and PCI rules reject.
 *
 * A policy is created with its first statement, because an empty policy fails synthesis, and another one when it is full.
 */
export class ManagedGrantsRole extends iam.Role {
  private readonly collected: OpenPolicy[] = [];

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const size = statementSize(statement);
    const open = this.collected.find(({ room }) => size <= room) ?? this.openPolicy();
    open.policy.addStatements(statement);
    open.room -= size;
    return { statementAdded: true, policyDependable: open.policy };
  }

  private openPolicy(): OpenPolicy {
    const number = this.collected.length + 1;
    if (number > ROLE_MANAGED_POLICIES) {
      throw new Error(`[${this.node.path}] the grants need ${number} managed policies, and IAM allows ${ROLE_MANAGED_POLICIES} for a role; grant fewer resources individually, or set taskRole or executionRole to your own role`);
    }
    const policy = new iam.ManagedPolicy(this, number === 1 ? 'Grants' : `Grants${number}`, { roles: [this] });
    const open = { policy, room: MANAGED_POLICY_CHARACTERS - FRAME };
    this.collected.push(open);
    return open;
  }
}
