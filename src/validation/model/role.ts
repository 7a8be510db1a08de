import type { Application, PointsAt } from './application';
import { List, Node } from './node';
import type { Resource } from './resource';

const POLICY_TYPES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** A role, and the policies of the app that are attached to it. */
export class Role {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  /** The policy resources that name this role. */
  public get policies(): readonly Resource[] {
    return POLICY_TYPES.flatMap(type => this.application.pointingAt(this.resource, type, ROLES_OF[type]));
  }

  /** Policies it holds by ARN: managed by AWS, by the account, or by the app. */
  public get managedPolicies(): List { return this.node.list('ManagedPolicyArns'); }

  /** The statements that name who may assume it. */
  public get trustStatements(): List { return this.node.get('AssumeRolePolicyDocument').list('Statement'); }
}

const rolesOf: PointsAt = ({ properties }) => [...properties.list('Roles'), properties.get('RoleName')]
  .flatMap(place => place.asAttribute?.resource ?? []);

/** One function an index: each type has its own. */
const ROLES_OF: Readonly<Record<string, PointsAt>> = Object.fromEntries(
  POLICY_TYPES.map(type => [type, ((policy, application) => rolesOf(policy, application)) satisfies PointsAt]));
