import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Errors } from 'aws-cdk-lib';

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly reason?: string;
  readonly ruleMetadata?: Readonly<Record<string, string>>;
  readonly violatingConstructs: readonly { readonly constructPath: string; readonly cloudFormationResource?: object }[];
}

interface PluginReport {
  readonly pluginName: string;
  readonly conclusion: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

/** The findings of this plugin in the report of the CDK after a synthesis. */
export class ValidationReport {
  /** Synthesizes an app, even if findings make the synthesis fail. */
  public static of(app: App): ValidationReport {
    let error: Error | undefined;
    try {
      app.synth({ force: true });
    } catch (thrown) {
      if (!Errors.isValidationError(thrown) || thrown.name !== 'ValidationFailed') { throw thrown; }
      error = thrown;
    }
    return new ValidationReport(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'), error);
  }

  public readonly reports: readonly PluginReport[];

  public constructor(json: string, public readonly error?: Error) {
    const { pluginReports } = JSON.parse(json) as { pluginReports: readonly PluginReport[] };
    this.reports = pluginReports.filter(report => report.pluginName === 'EcsShipshape');
  }

  public get violations(): readonly Violation[] { return this.everything.filter(({ severity }) => severity !== 'info'); }

  /** The line that counts the findings. */
  public get summary(): Violation | undefined { return this.everything.find(({ severity }) => severity === 'info'); }

  private get everything(): readonly Violation[] { return this.reports.flatMap(report => report.violations); }

  /** One line for each finding: severity, id, construct. */
  public get lines(): readonly string[] { return lines(this.violations); }

  public get acknowledged(): readonly string[] { return lines(this.reports.flatMap(report => report.suppressedViolations ?? [])); }
}

function lines(violations: readonly Violation[]): string[] {
  return violations.flatMap(({ severity, ruleName, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => `${severity} ${ruleName} ${constructPath}`)).sort();
}
