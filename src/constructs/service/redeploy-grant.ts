import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IContainerService } from './container-service-interface';
import { ManagedGrantsRole } from '../profile/managed-grants-role';

/** What the AWS CLI needs to deploy a service again, and to wait for it. */
const ACTIONS = ['ecs:UpdateService', 'ecs:DescribeServices'];

/** Allows updating a service by an ARN that does not refer to its resource: of a service with a known name, or an imported one. */
export function grantRedeployByName(serviceArn: string, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions: ACTIONS, resourceArns: [serviceArn] });
}

/**
 * Allows updating a service of this app whose name CloudFormation generates.
 *
 * The policy refers to the service. A service waits for the policies below its roles, so that one there could be a circular dependency.
 * For a role of the same stack it is a policy beside the service, which nothing waits for.
 */
export function grantRedeployByReference(service: IContainerService, grantee: iam.IGrantable): iam.Grant {
  const role = grantee.grantPrincipal;
  const separate = isRole(role) && Stack.of(role) === Stack.of(service);
  return grantRedeployByName(service.serviceArn, separate ? { grantPrincipal: new PolicyBeside(service, role) } : grantee);
}

function isRole(principal: iam.IPrincipal & Partial<iam.IRole>): principal is iam.IRole {
  return principal.node !== undefined && principal.roleArn !== undefined && principal.attachInlinePolicy !== undefined;
}

/** A role whose statements go to a policy beside the service. */
class PolicyBeside implements iam.IPrincipal {
  public constructor(private readonly service: IContainerService, private readonly role: iam.IRole) {}

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
    return ['Redeploy', ...scopes.slice(scopes.indexOf(Stack.of(this.role)) + 1).map(({ node }) => node.id)].join('-');
  }
}
