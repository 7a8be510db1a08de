import { readFileSync } from 'fs';
import { join } from 'path';
import { Application } from '../validation/model/application';
import type { Resource } from '../validation/model/evaluation/resource';
import type { RawTemplate, TemplateSource } from '../validation/model/evaluation/source';

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly properties: { readonly templateFile: string };
}

interface WithPath { readonly Metadata?: { readonly 'aws:cdk:path'?: string } }

export interface SynthesizedStack {
  readonly name: string;
  readonly template: RawTemplate;
}

interface ReportedViolation {
  readonly ruleName: string;
  readonly severity: string;
}

/** The cloud assembly that `cdk synth` writes. */
export class Assembly {
  public readonly stacks: readonly SynthesizedStack[];
  public readonly application: Application;

  public constructor(private readonly folder: string) {
    const { artifacts } = this.read<{ readonly artifacts: Readonly<Record<string, Artifact>> }>('manifest.json');
    this.stacks = Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([id, { displayName, properties }]) => ({ name: displayName ?? id, template: this.read<RawTemplate>(properties.templateFile) }));
    this.application = new Application(this.stacks.map(({ name, template }): TemplateSource => ({ name, template, stackName: name })));
  }

  /** The findings of one validator in the validation report: errors and warnings. */
  public findings(validator: string): readonly ReportedViolation[] {
    return this.read<{ readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly ReportedViolation[] }[] }>('validation-report.json')
      .pluginReports
      .filter(({ pluginName }) => pluginName === validator)
      .flatMap(({ violations }) => violations);
  }

  /** The path of the construct that a resource belongs to, without the ids of the L1 and L2 below it. */
  public pathOf({ template, logicalId }: Resource): string {
    const raw = this.stacks.find(({ name }) => name === template.name)?.template.Resources?.[logicalId] as WithPath | undefined;
    return (raw?.Metadata?.['aws:cdk:path'] ?? logicalId).replace(/\/Resource$/, '').replace(/\/Service\/Service$/, '');
  }

  private read<T>(file: string): T {
    return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as T;
  }
}
