import { Stack, Token, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The packs of cdk-nag that the regulated profile is held to. */
const REGULATED_PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** The ids that a rule has in these packs. */
export function ofRegulatedPacks(rule: string): readonly string[] { return REGULATED_PACKS.map(pack => `${pack}-${rule}`); }

/** Accepts findings of a construct and of all below it. */
export function acknowledge(construct: IConstruct, ids: readonly string[], reason: string): void {
  Validations.of(construct).acknowledge(...ids.map(id => ({ id, reason })));
}

/**
 * Accepts an AWS managed policy of a role. Its id has several `::`, which `Validations.acknowledge` refuses, so the metadata
 * that cdk-nag reads are written here.
 */
export function acknowledgeManagedPolicy(role: IConstruct, policyName: string, reason: string): void {
  const { partition } = Stack.of(role);
  for (const each of ['<AWS::Partition>', ...(Token.isUnresolved(partition) ? [] : [partition])]) {
    const id = `AwsSolutions-IAM4[Policy::arn:${each}:iam::aws:policy/${policyName}]`;
    role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}
