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
    const id = `AwsSolutions-IAM4[Policy::arn:${each}:iam::aws:policy/${policyName}]`;
    role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}
