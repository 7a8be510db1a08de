import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IContainerService } from './container-service-interface';
import { ManagedGrantsRole } from '../profile/managed-grants-role';

/**
 * The same grantee, but statements for a role in the stack of the service go to a separate policy in the scope of the service.
 *
 * A service waits for the policies below its roles, and other statements of a role can refer to the service. Both could be a circular dependency.
 *
 * @param kind the kind of grant, the prefix of the construct id of the policy
 */
export function besideService(kind: string, service: IContainerService, grantee: iam.IGrantable): iam.IGrantable {
  const role = grantee.grantPrincipal;
  return isRole(role) && Stack.of(role) === Stack.of(service) ? { grantPrincipal: new PolicyBeside(kind, service, role) } : grantee;
}

function isRole(principal: iam.IPrincipal & Partial<iam.IRole>): principal is iam.IRole {
  return principal.node !== undefined && principal.roleArn !== undefined && principal.attachInlinePolicy !== undefined;
}

/** A role whose statements go to a separate policy in the scope of the service. */
class PolicyBeside implements iam.IPrincipal {
  public constructor(private readonly kind: string, private readonly service: IContainerService, private readonly role: iam.IRole) {}

  public get grantPrincipal(): iam.IPrincipal { return this; }

  public get assumeRoleAction(): string { return this.role.assumeRoleAction; }

  public get policyFragment(): iam.PrincipalPolicyFragment { return this.role.policyFragment; }

  public get principalAccount(): string | undefined { return this.role.principalAccount; }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return { statementAdded: true, policyDependable: this.service.node.tryFindChild(this.id) ?? this.newPolicy([statement]) };
  }

  private newPolicy(statements: iam.PolicyStatement[]): iam.Policy | iam.ManagedPolicy {
    if (this.role instanceof ManagedGrantsRole) { return new iam.ManagedPolicy(this.service, this.id, { roles: [this.role], statements }); }
    const policy = new iam.Policy(this.service, this.id, { statements });
    this.role.attachInlinePolicy(policy);
    return policy;
  }

  /** The path of the role in its stack. */
  private get id(): string {
    const { scopes } = this.role.node;
    return [this.kind, ...scopes.slice(scopes.indexOf(Stack.of(this.role)) + 1).map(({ node }) => node.id)].join('-');
  }
}
