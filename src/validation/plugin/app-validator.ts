import { App, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Validations } from 'aws-cdk-lib';
import { CheckedFinding, checkApp } from './check-app';
import { NAMESPACE } from './finding';
import { containsOurs } from './library-construct';
import { reportOf } from './report';
import { Settings } from './settings';
import { stagedStacks, validateOnSynth } from './staged-stacks';
import { ValidatorSlot } from './validator-slot';
import type { Severity } from '../rules/rule';

/** Validates one app, and reports nothing unless it holds the app's slot. */
export class AppValidator {
  /** The validator that holds the app's slot, unless it belongs to another copy of this package. */
  public static of(app: App): AppValidator | undefined {
    const { holder } = ValidatorSlot.of(app);
    return holder instanceof AppValidator ? holder : undefined;
  }

  public readonly explicit: boolean;
  private readonly slot: ValidatorSlot;
  private findings: readonly CheckedFinding[] = [];
  /** The stacks that the CDK has asked about in this synthesis. */
  private readonly asked: Readonly<Record<Severity, Set<string>>> = { error: new Set(), warning: new Set() };

  public constructor(private readonly app: App, public readonly settings: Settings) {
    this.explicit = settings.explicit;
    this.slot = ValidatorSlot.of(app);
    this.slot.offer(this);
  }

  /**
   * Adds two plugins to the app, one for errors and one for warnings.
   * They are added as late as possible, because the CDK writes the name of every plugin it knows of into the
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
      return [];
    };
    this.app.node.addValidation({ validate: beforeTemplates });
  }

  /**
   * All findings of one severity, the first time that the CDK requests it in a synthesis; it requests errors first.
   * Version 2.262 of the CDK asks once for each environment and joins the answers.
   */
  public report(severity: Severity, context: IPolicyValidationContext): PolicyValidationPluginReport {
    const first = this.isFirstQuestion(severity, context.stackTemplates.map(stack => stack.stackConstructPath));
    if (!this.holdsSlot || this.slot.silent || !first) { return { success: true, violations: [] }; }
    if (severity === 'error') { this.findings = checkApp(this.app, this.settings); }
    return reportOf(this.findings, severity, { ...this.settings, hiddenStacks: stagedStacks(this.app, 'hidden') });
  }

  /** Errors in staged stacks make plain `cdk synth` fail. A report-only validator leaves the flag alone: it would also report other people's errors. */
  private showStagedStacks(): void {
    if (!this.holdsSlot || this.settings.reportOnly) { return; }
    validateOnSynth(this.app, stack => this.explicit || containsOurs(stack));
  }

  private get holdsSlot(): boolean { return this.slot.holder === this; }

  /** A stack that is asked about again is part of a new synthesis, one that skips the validation of constructs. */
  private isFirstQuestion(severity: Severity, stacks: readonly string[]): boolean {
    const asked = this.asked[severity];
    if (stacks.some(stack => asked.has(stack))) { asked.clear(); }
    const first = asked.size === 0;
    stacks.forEach(stack => asked.add(stack));
    return first;
  }
}
