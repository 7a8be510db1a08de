import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** The length assumed for a value that is known only at deployment, as in aws-iam: most are ARNs. */
const DEPLOYED_VALUE_CHARACTERS = 150;

/** Braces, quotes and commas around a value or a key. */
const PUNCTUATION = 6;

/** The characters that a statement takes in a policy. */
export function statementSize(statement: iam.PolicyStatement): number {
  const { sid, effect, actions, notActions, resources, notResources, conditions } = statement;
  const elements = { Action: actions, NotAction: notActions, Resource: resources, NotResource: notResources, Condition: conditions };
  return sizeOf({ Sid: sid, Effect: effect, ...elements });
}

function sizeOf(value: unknown): number {
  if (Token.isUnresolved(value)) { return DEPLOYED_VALUE_CHARACTERS + PUNCTUATION; }
  if (Array.isArray(value)) { return total(value); }
  if (typeof value === 'object' && value !== null) { return total(Object.entries(value).filter(([, held]) => sizeOf(held) > 0).flat()); }
  return value === undefined ? 0 : String(value).length + PUNCTUATION;
}

function total(values: readonly unknown[]): number {
  return values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
}
