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
    acknowledgeFinding(role, `AwsSolutions-IAM4[Policy::arn:${each}:iam::aws:policy/${policyName}]`, reason);
  }
}

/** Acknowledges wildcards in the ARNs of policies. */
export function acknowledgeWildcardArns(construct: IConstruct, arns: readonly string[], reason: string): void {
  for (const arn of arns) { acknowledgeFinding(construct, `AwsSolutions-IAM5[Resource::${asFound(Stack.of(construct).resolve(arn))}]`, reason); }
}

function acknowledgeFinding(construct: IConstruct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

interface Functions {
  readonly 'Ref'?: string;
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
}

/** A text with the functions of CloudFormation, as cdk-nag shows it: references are `<LogicalId>` or `<LogicalId.Attribute>`, other functions are JSON. */
function asFound(value: unknown): string {
  if (typeof value === 'string') { return value; }
  const { 'Ref': reference, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Functions;
  if (join) { return join[1].map(asFound).join(join[0]); }
  const name = reference ?? attribute?.join('.');
  return name === undefined ? JSON.stringify(value) : `<${name}>`;
}
