import { Entity } from './entity';
import { generatedRoleAt, hasGeneratedRole } from './generated-role';
import { policySources } from './policy-sources';
import { keyPolicyKeepsOut, resourcePolicyMayAdmit } from './resource-policy';
import { List, Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { arnOf } from '../iam/arn';
import { Permissions } from '../iam/permissions';
import { Trilean } from '../iam/trilean';
import { Trust } from '../iam/trust';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';
import { policiesNaming } from '../index/role-policies';

/** An IAM role with its trust policy and permissions. */
export class Role extends Entity {
  public static readonly TYPE = 'AWS::IAM::Role';
  public static readonly NAME = 'RoleName';

  /** The role of the app that a place names, or that SAM creates if the place is absent. */
  public static at(place: Node, application: ResourceIndex): Role | undefined {
    const role = application.resolve(place, Role.TYPE, Role.NAME) ?? generatedRoleAt(place);
    return role && application.view(Role, role);
  }

  private permissionCache?: Permissions;
  private trustCache?: Trust;

  /** The role as messages print it. */
  public get label(): string { return hasGeneratedRole(this.resource) ? `the role that SAM creates for ${this.resource.logicalId}` : `role ${this.resource.logicalId}`; }

  /** The policy resources that name the role. */
  public get policies(): readonly Resource[] { return policiesNaming(this.resource, this.application); }

  /** The policies that exist whenever a resource does, but that it does not depend on. */
  public policiesUnawaitedBy(resource: Resource): readonly Resource[] {
    return this.policies.filter(policy => policy.coexistsWith(resource) && !resource.waitsFor(policy));
  }

  /** The managed policies: of AWS, of the account, or of the app. */
  public get managedPolicies(): List { return this.node.list('ManagedPolicyArns'); }

  /** The trust policy. */
  public get trust(): Trust { return this.trustCache ??= new Trust(this.node.get('AssumeRolePolicyDocument'), mayBeChangedOutside(this.resource, this.application)); }

  /** Its policies taken together. */
  public get permissions(): Permissions {
    return this.permissionCache ??= new Permissions(policySources(this.resource, this.application), !this.node.get('PermissionsBoundary').isAbsent);
  }

  /** Whether its policies allow an action on a resource; `unknown` if only a resource policy may allow it. */
  public may(action: string, resource: PartialString): Trilean {
    if (keyPolicyKeepsOut(this.resource, action, resource, this.application)) { return 'no'; }
    const allowed = this.permissions.allow(action, resource);
    return allowed === 'no' && !this.permissions.deny(action, resource) && resourcePolicyMayAdmit(this.resource, action, resource, this.application) ? 'unknown' : allowed;
  }

  /** Whether its policies allow it to pass a role to tasks. */
  public mayPassToTasks(role: Role): Trilean { return this.permissions.allow('iam:PassRole', arnOf(role.resource), true); }

  /** The actions that it certainly may not perform on a resource, as messages print them. */
  public lacks(actions: readonly string[], resource: PartialString): readonly string[] {
    return actions.filter(action => this.may(action, resource) === 'no')
      .map(action => this.permissions.deny(action, resource) ? `${action} (a Deny statement of the role covers it)` : action);
  }
}
