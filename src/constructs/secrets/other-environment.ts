import { Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { isElsewhere } from '../checks';

/**
 * The reader of a value as the principal of a resource policy in another account.
 *
 * It is the account of the reader with the ARN of the reader as a condition: AWS refuses a policy that refers to a role that does not exist, so
 * neither stack could be deployed first.
 */
export function principalOfOtherAccount(scope: IConstruct, reader: iam.IGrantable, value: IConstruct): iam.IPrincipal {
  const { AWS: arns } = reader.grantPrincipal.policyFragment.principalJson;
  refuseNameless(scope, arns, reader, value);
  return new iam.AccountPrincipal(Stack.of(scope).account).withConditions({ ArnEquals: { 'aws:PrincipalArn': arns } });
}

/** A policy in another account refers to a role by its name. The CDK would report a missing name too late. */
function refuseNameless(scope: IConstruct, arns: unknown, { grantPrincipal }: iam.IGrantable, value: IConstruct): void {
  if (!(grantPrincipal instanceof iam.Role)) { return; }
  const { node } = grantPrincipal;
  try {
    Stack.of(value).resolve(arns);
  } catch {
    throw new Error(`[${scope.node.path}] executionRole ('${node.path}') needs a name, because the policies of '${value.node.path}' in account ${Stack.of(value).account} refer to it; set roleName of the role, for example to PhysicalName.GENERATE_IF_NEEDED`);
  }
}

/** Deploys the stack of a value before the stack that reads it. The CDK does not order stacks that refer to each other by names. */
export function deployBefore(scope: IConstruct, value: IConstruct): void {
  const [reader, owner] = [Stack.of(scope), Stack.of(value)];
  if (isElsewhere(scope, value) && Stage.of(reader) === Stage.of(owner)) {
    reader.addStackDependency(owner, `${scope.node.path} reads ${value.node.path}`);
  }
}
