import { App } from 'aws-cdk-lib';
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
