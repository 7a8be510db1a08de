import type { App } from 'aws-cdk-lib';

/** With this context the command line reports the findings, and the CDK library does not fail on them. */
const CLI_REPORTS_CONTEXT = '@aws-cdk/core:failSynthOnValidationErrors';

/**
 * The minor version of the first command line, above 2.1000, that shows the findings of plugins for stacks in Stages.
 * 2.1127.0 shows none at all, and 2.1130.0, 2.1133.0, 2.1137.0 and 2.1140.0 to 2.1142.0 none in Stages; 2.1125.0 and earlier
 * versions leave the reporting to the CDK, or refuse the cloud assembly. Tried with aws-cdk-lib 2.262.0 on 2026-11-29.
 */
const FIRST_MINOR = 1143;

/** The reason why synthesis would succeed despite errors, with the command line that runs this app. Other programs are not checked. */
export function commandLineProblems(app: App): string[] {
  const version = process.env.CDK_CLI_VERSION ?? '';
  const [, minor] = /^2\.(1\d{3})\.\d+/.exec(version) ?? [];
  const isSilent = minor !== undefined && Number(minor) < FIRST_MINOR && String(app.node.tryGetContext(CLI_REPORTS_CONTEXT)) === 'false';
  return isSilent
    ? [`EcsShipshape: the CDK command line ${version} does not show all errors of plugins, so synthesis would succeed despite errors. Update aws-cdk to 2.${FIRST_MINOR}.0 or later, or set reportOnly`]
    : [];
}
