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
 * A role whose grants collect in managed policies. Every grant of the CDK would otherwise become an inline policy,
 * which HIPAA, NIST and PCI rules reject.
 *
 * A policy is made with its first statement, since an empty one fails the synthesis, and a further one when that is full.
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
      throw new Error(`[${this.node.path}] the grants fill ${number} managed policies, and IAM attaches ${ROLE_MANAGED_POLICIES} to a role; grant fewer resources one by one, or pass a role of your own as taskRole or executionRole`);
    }
    const policy = new iam.ManagedPolicy(this, number === 1 ? 'Grants' : `Grants${number}`, { roles: [this] });
    const open = { policy, room: MANAGED_POLICY_CHARACTERS - FRAME };
    this.collected.push(open);
    return open;
  }
}
