import { Application } from '../../../../src/validation/model/application';
import type { Role } from '../../../../src/validation/model/entities/role';
import { PartialString } from '../../../../src/validation/model/evaluation/partial-string';
import type { RawResource } from '../../../../src/validation/model/evaluation/source';

export const TRUST = statement('sts:AssumeRole', undefined, { Principal: { Service: 'ecs-tasks.amazonaws.com' } });

/** A policy document with one statement. */
export function statement(action: unknown, resource: unknown = '*', more: object = {}): Readonly<Record<string, unknown>> {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }] };
}

/** A role with additional properties. */
export function role(properties: object = {}): RawResource {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ...properties } };
}

/** A role with one inline policy. */
export function roleThat(action: unknown, resource: unknown = '*', more: object = {}): RawResource {
  return role({ Policies: [{ PolicyName: 'inline', PolicyDocument: statement(action, resource, more) }] });
}

export class IamApp {
  private readonly application: Application;

  public constructor(resources: Readonly<Record<string, RawResource>>) {
    this.application = new Application([{ name: 'template', template: { Resources: resources } }]);
  }

  public get role(): Role { return this.application.roles[0]; }

  /** The value of an expression in this app. */
  public phrase(raw: unknown): PartialString {
    return PartialString.of(this.application.templates[0].evaluate(raw)[0]) ?? PartialString.ANY;
  }

  public may(action: string, resource: unknown = '*'): string { return this.role.may(action, this.phrase(resource)); }
}
