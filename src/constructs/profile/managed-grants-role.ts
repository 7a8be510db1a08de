import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * A role whose grants collect in a managed policy. Every grant of the CDK would otherwise become an inline policy,
 * which HIPAA, NIST and PCI rules reject.
 *
 * The policy is made with its first statement, since an empty one fails the synthesis.
 */
export class ManagedGrantsRole extends iam.Role {
  private collected?: iam.ManagedPolicy;

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.collected ??= new iam.ManagedPolicy(this, 'Grants', { roles: [this] });
    this.collected.addStatements(statement);
    return { statementAdded: true, policyDependable: this.collected };
  }
}
