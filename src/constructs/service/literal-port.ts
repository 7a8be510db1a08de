import { CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Lazy, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { databasePort } from './database-port';
import { isDataStore } from './target-resources';

/**
 * The same port, as a number if a rule is in another stack than the database and the number is known. A rule with an imported port fails the template
 * validation of the CDK (E3687). The number is resolved at synthesis, when the database is complete; the ids of rules do not depend on it.
 */
export function literalAcrossStacks(port: ec2.Port): ec2.Port {
  const { ipProtocol, fromPort, toPort } = port.toRuleJson() as { readonly ipProtocol: string; readonly fromPort?: number; readonly toPort?: number };
  if (ipProtocol !== ec2.Protocol.TCP.valueOf() || fromPort === undefined || fromPort !== toPort || !Token.isUnresolved(fromPort)) { return port; }
  return ec2.Port.tcp(Lazy.uncachedNumber({ produce: ({ scope }) => literalPort(fromPort, scope) ?? fromPort }));
}

function literalPort(port: number, rule: IConstruct): number | undefined {
  const database = databaseOf(port, rule);
  return database && database.stack !== Stack.of(rule) ? databasePort(database) : undefined;
}

/** The database whose attribute the port is. In its own stack the reference is not replaced by an import. */
function databaseOf(port: number, scope: IConstruct): CfnResource | undefined {
  const resolver = new FirstReference();
  Tokenization.resolve(port, { scope, resolver, preparing: false });
  const database = resolver.reference?.target;
  if (!database || !isDataStore(database)) { return undefined; }
  const attribute = (database.stack.resolve(port) as { readonly 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt']?.[1];
  return attribute?.endsWith('Port') ? database : undefined;
}

/** Finds what a token refers to, through the lazy values and texts in which the CDK wraps it. */
class FirstReference extends DefaultTokenResolver {
  public reference?: Reference;

  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) { this.reference ??= token; }
    return super.resolveToken(token, context, postProcessor);
  }
}
