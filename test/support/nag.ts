import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NagPack, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';

/** The packs that apply to every service. */
export const EVERYDAY_PACKS = [AwsSolutionsChecks, ServerlessChecks];

/** All five packs, which apply to the regulated profile. */
export const ALL_PACKS = [...EVERYDAY_PACKS, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];

/** The findings of the packs in the app without acknowledged ones: `rule at construct`, one per line. */
export function nagFindings(app: App, packs: ReadonlyArray<new (app: App) => NagPack>): string[] {
  app.synth();
  return packs.flatMap(Pack => new Pack(app).validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(resource => `${ruleName} at ${resource.constructPath}`))
    .sort();
}

/** All acknowledgements in the app except those of CDK constructs: `rule at construct`, one per line. */
export function nagAcknowledgements(app: App): string[] {
  return app.node.findAll().flatMap(node => node.node.metadata
    .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(entry => Object.keys(entry.data))
    .filter(rule => !rule.startsWith('CloudFormation-Validate::'))
    .map(rule => `${rule.replace(/^annotation::/i, '')} at ${node.node.path}`))
    .sort();
}
