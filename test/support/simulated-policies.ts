import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A call, with the resource that authorizes it and the condition keys of the request. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The policies of a stack, with the values that references have after the deployment. */
export class SimulatedPolicies {
  private readonly statements: readonly Statement[];

  /** @param values the deployed values by logical id, or by logical id and attribute */
  public constructor(stack: Stack, private readonly values: Readonly<Record<string, string>>) {
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    this.statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
  }

  /** Whether a statement allows the call: IAM compares the action, the resource and every condition. */
  public allows({ action, resource, context = {} }: Call): boolean {
    return this.statements.some(({ Effect, Action, Resource, Condition = {} }) => Effect === 'Allow'
      && [Action].flat().includes(action)
      && [Resource].flat().some(each => matches(this.text(each), resource))
      && Object.entries(Condition).every(([operator, keys]) => this.holds(operator, keys, context)));
  }

  private holds(operator: string, keys: Readonly<Record<string, unknown>>, context: Readonly<Record<string, string>>): boolean {
    if (operator !== 'StringEquals' && operator !== 'ArnEquals') { throw new Error(`${operator} is not simulated`); }
    return Object.entries(keys).every(([key, value]) => context[key] !== undefined && matches(this.text(value), context[key]));
  }

  private text(value: unknown): string {
    if (typeof value === 'string') { return value; }
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': joined } = value as Readonly<Record<string, unknown>>;
    if (joined) { return (joined as [string, unknown[]])[1].map(each => this.text(each)).join((joined as [string])[0]); }
    const name = attribute ? (attribute as string[]).join('.') : String(Ref);
    const known = this.values[name] ?? Object.entries(this.values).find(([pattern]) => new RegExp(`^${pattern}$`).test(name))?.[1];
    if (known === undefined) { throw new Error(`no value for ${name}`); }
    return known;
  }
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(text);
}
