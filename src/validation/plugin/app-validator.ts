import { App, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Stage, Validations } from 'aws-cdk-lib';
import { checkApp } from './check-app';
import { commandLineProblems } from './command-line';
import { packageVersion } from './engine';
import { faultOf, UNREPORTED } from './fault';
import { ReportedFinding, NAMESPACE } from './finding';
import { isOurs } from './library-construct';
import { reportOf } from './report';
import { Settings } from './settings';
import { SelectableStacks, validateOnSynth } from './staged-stacks';
import { ValidatorSlot } from './validator-slot';
import type { Severity } from '../rules/rule';

/** Validates one app, and reports nothing unless it holds the app's slot. */
export class AppValidator {
  /** Whether a validator of another copy of this package holds the slot of an app. */
  public static isOfAnotherCopy(app: App): boolean {
    const { holder } = ValidatorSlot.of(app);
    return holder !== undefined && !(holder instanceof AppValidator);
  }

  private readonly slot: ValidatorSlot;
  private findings: readonly ReportedFinding[] = [];
  /** The fault because of which staged stacks are not reported in this synthesis. */
  private unflagged: readonly ReportedFinding[] = [];
  /** The stacks for which the CDK has requested a report in this synthesis. */
  private readonly asked: Readonly<Record<Severity, Set<string>>> = { error: new Set(), warning: new Set() };

  public constructor(private readonly app: App, public readonly settings: Settings) {
    this.slot = ValidatorSlot.of(app);
    this.slot.offer(this);
  }

  /**
   * Adds two plugins to the app, one for errors and one for warnings.
   * They are added as late as possible, because the CDK writes the names of all plugins into the
   * metadata of every stack.
   */
  public register(errors: IPolicyValidationPlugin): void {
    const warnings: IPolicyValidationPlugin = { name: NAMESPACE, validate: context => this.report('warning', context) };
    let registered = false;
    const beforeTemplates = () => {
      if (!registered) { Validations.of(this.app).addPlugins(errors, warnings); }
      registered = true;
      Object.values(this.asked).forEach(stacks => stacks.clear());
      this.showStagedStacks();
      return this.mustReport && !this.slot.silent ? commandLineProblems(this.app) : [];
    };
    this.app.node.addValidation({ validate: beforeTemplates });
  }

  /**
   * All findings of one severity, the first time that the CDK requests it in a synthesis; it requests errors first.
   * Version 2.262 of the CDK requests a report for each environment and merges the reports.
   */
  public report(severity: Severity, context: IPolicyValidationContext): PolicyValidationPluginReport {
    const first = this.isFirstQuestion(severity, context.stackTemplates.map(stack => stack.stackConstructPath));
    if (!this.holdsSlot || this.slot.silent || !first) { return { success: true, violations: [] }; }
    try {
      if (severity === 'error') { this.findings = [...checkApp(this.app, this.settings), ...this.unflagged]; }
      return { ...reportOf(this.findings, severity, this.settings), metadata: { version: packageVersion() } };
    } catch (error) {
      return this.reportFault(error, severity);
    }
  }

  /** The report of the fault, if a report fails. A warning under `reportOnly` belongs to the report of warnings, which comes next. */
  private reportFault(error: unknown, severity: Severity): PolicyValidationPluginReport {
    const fault = faultOf(UNREPORTED, 'the validator cannot report its findings', error, this.app, this.settings);
    this.findings = [severity === 'warning' ? { ...fault, severity } : fault];
    return reportOf(this.findings, severity, this.settings);
  }

  /** Errors in staged stacks make plain `cdk synth` fail. A report-only validator does not set the flag, which would also make errors of other plugins fail it. */
  private showStagedStacks(): void {
    this.unflagged = [];
    if (!this.mustReport) { return; }
    try {
      const ours = this.settings.explicit ? new Set() : this.stacksOfOurs();
      validateOnSynth(this.app, stack => this.settings.explicit || ours.has(stack));
    } catch (error) {
      this.unflagged = [faultOf(UNREPORTED, 'plain cdk synth cannot be made to report on stacks in Stages', error, this.app, this.settings)];
    }
  }

  /** The stacks in which the CDK reports constructs of this library in Stages. */
  private stacksOfOurs(): ReadonlySet<unknown> {
    const stacks = new SelectableStacks(this.app);
    const ours = this.app.node.findAll().filter(construct => Stage.of(construct) !== this.app && isOurs(construct));
    return new Set(ours.map(construct => stacks.stackOf(construct)));
  }

  /** Whether an error must make the synthesis fail. */
  private get mustReport(): boolean { return this.holdsSlot && !this.settings.reportOnly; }

  private get holdsSlot(): boolean { return this.slot.holder === this; }

  /** A second request for a stack belongs to a new synthesis that skips the validation of constructs. */
  private isFirstQuestion(severity: Severity, stacks: readonly string[]): boolean {
    const asked = this.asked[severity];
    if (stacks.some(stack => asked.has(stack))) { asked.clear(); }
    const first = asked.size === 0;
    stacks.forEach(stack => asked.add(stack));
    return first;
  }
}
