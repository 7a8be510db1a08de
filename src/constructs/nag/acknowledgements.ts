import { Stack, Token, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The cdk-nag packs that the regulated profile must pass. */
const REGULATED_PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** The ids that a rule has in these packs. */
export function ofRegulatedPacks(rule: string): readonly string[] { return REGULATED_PACKS.map(pack => `${pack}-${rule}`); }

/** Acknowledges findings of a construct and of all constructs below it. */
export function acknowledge(construct: IConstruct, ids: readonly string[], reason: string): void {
  Validations.of(construct).acknowledge(...ids.map(id => ({ id, reason })));
}

/**
 * Acknowledges an AWS managed policy of a role. `Validations.acknowledge` refuses the id of the finding, which has several `::`, so the metadata that
 * cdk-nag reads is written here.
 */
export function acknowledgeManagedPolicy(role: IConstruct, policyName: string, reason: string): void {
  const { partition } = Stack.of(role);
  for (const each of ['<AWS::Partition>', ...(Token.isUnresolved(partition) ? [] : [partition])]) {
    addToMetadata(role, `AwsSolutions-IAM4[Policy::arn:${each}:iam::aws:policy/${policyName}]`, reason);
  }
}

/** Acknowledges a wildcard in an ARN of a policy. cdk-nag writes references as `<Name>`. */
export function acknowledgeWildcard(policy: IConstruct, arn: string, reason: string): void {
  addToMetadata(policy, `AwsSolutions-IAM5[Resource::${flat(Stack.of(policy).resolve(arn))}]`, reason);
}

function addToMetadata(construct: IConstruct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

interface Intrinsic {
  readonly 'Ref'?: string;
  readonly 'Fn::Join'?: readonly [string, readonly (string | Intrinsic)[]];
}

function flat(value: string | Intrinsic): string {
  if (typeof value === 'string') { return value; }
  const [separator, parts] = value['Fn::Join'] ?? ['', []];
  return value.Ref === undefined ? parts.map(flat).join(separator) : `<${value.Ref}>`;
}
