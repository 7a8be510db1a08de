import { App, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Validations } from 'aws-cdk-lib';
import { CheckedFinding, checkApp } from './check-app';
import { NAMESPACE } from './finding';
import { Place } from './place';
import { reportOf } from './report';
import { Settings } from './settings';
import type { Severity } from '../rules/rule';

const SILENCED = new WeakSet<App>();

/** Validates one app, and says nothing unless it holds the app's place. */
export class AppValidator {
  /** The one that holds the app's place, unless that is of another copy of this package. */
  public static of(app: App): AppValidator | undefined {
    const { holder } = Place.of(app);
    return holder instanceof AppValidator ? holder : undefined;
  }

  /** Runs something while the app's validator is silent. */
  public static silently(app: App, action: () => void): void {
    SILENCED.add(app);
    try { action(); } finally { SILENCED.delete(app); }
  }

  public readonly explicit: boolean;
  private findings: readonly CheckedFinding[] | undefined;
  private readonly asked = new Set<string>();

  public constructor(private readonly app: App, public readonly settings: Settings) {
    this.explicit = settings.explicit;
    Place.of(app).offer(this);
  }

  public get speaks(): boolean { return Place.of(this.app).holder === this && !SILENCED.has(this.app); }

  /**
   * Lets the CDK ask when the app is synthesized: one plugin for errors and one for warnings.
   * They are added as late as possible, because the CDK writes the name of every plugin it knows of into the
   * metadata of every stack.
   */
  public register(errors: IPolicyValidationPlugin): void {
    const warnings: IPolicyValidationPlugin = { name: NAMESPACE, validate: context => this.report('warning', context) };
    let registered = false;
    const beforeTemplates = () => {
      if (!registered) { Validations.of(this.app).addPlugins(errors, warnings); }
      registered = true;
      this.findings = undefined;
      return [];
    };
    this.app.node.addValidation({ validate: beforeTemplates });
  }

  /**
   * The findings of one severity in the stacks that the CDK asks about; errors are asked for first.
   * Version 2.262 of the CDK asks once for each environment, and a rule may need all of them together.
   */
  public report(severity: Severity, context: IPolicyValidationContext): PolicyValidationPluginReport {
    if (!this.speaks) { return { success: true, violations: [] }; }
    const stacks = context.stackTemplates.map(stack => stack.stackConstructPath);
    if (severity === 'error') { this.refresh(stacks); }
    return reportOf(this.findings?.filter(finding => stacks.includes(finding.stack)) ?? [], severity);
  }

  private refresh(stacks: readonly string[]): void {
    const again = stacks.some(stack => this.asked.has(stack));
    if (!this.findings || again) {
      this.asked.clear();
      this.findings = checkApp(this.app, this.settings);
    }
    stacks.forEach(stack => this.asked.add(stack));
  }
}
