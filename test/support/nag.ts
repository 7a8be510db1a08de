import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NagPack, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';

/** The packs that every service is held to. */
export const EVERYDAY_PACKS = [AwsSolutionsChecks, ServerlessChecks];

/** All five, as the regulated profile is held to. */
export const ALL_PACKS = [...EVERYDAY_PACKS, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];

/** What the packs say about the app, acknowledgements honoured: `rule at construct`, one line each. */
export function nagFindings(app: App, packs: ReadonlyArray<new (app: App) => NagPack>): string[] {
  app.synth();
  return packs.flatMap(Pack => new Pack(app).validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(resource => `${ruleName} at ${resource.constructPath}`))
    .sort();
}

/** What is acknowledged anywhere in the app, but for what the CDK's own constructs acknowledge: `rule at construct`, one line each. */
export function nagAcknowledgements(app: App): string[] {
  return app.node.findAll().flatMap(node => node.node.metadata
    .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(entry => Object.keys(entry.data))
    .filter(rule => !rule.startsWith('CloudFormation-Validate::'))
    .map(rule => `${rule.replace(/^annotation::/i, '')} at ${node.node.path}`))
    .sort();
}
