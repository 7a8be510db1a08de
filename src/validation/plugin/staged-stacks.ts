import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AssemblyManifest, StackProperties } from './assembly-manifest';

/*
 * Plain `cdk synth` reports on the stacks directly under the app, and on stacks in Stages only if the manifest of their
 * cloud assembly sets `validateOnSynth`. The CDK writes and keeps the assemblies of Stages before it validates the app,
 * and the command line reads them from disk afterwards, so the flag is set in the files.
 */

/** Makes plain `cdk synth` report on the staged stacks that `wanted` selects. */
export function validateOnSynth(app: Stage, wanted: (stack: Stack) => boolean): void {
  for (const stage of stagesIn(app)) {
    const manifest = new AssemblyManifest(stage);
    const missing = selectableStacks(stage, manifest).filter(({ stack, properties }) => !properties.validateOnSynth && wanted(stack));
    if (missing.length === 0) { continue; }
    for (const { properties } of missing) { properties.validateOnSynth = true; }
    manifest.write();
  }
}

/** The stack with which a finding is reported. */
export interface ReportedWith {
  /** The construct path of the stack; empty if the finding is shown for any selection of stacks. */
  readonly stack: string;
  /** Whether plain `cdk synth` does not report on the stack. */
  readonly hidden: boolean;
}

/**
 * The stacks of an app that can be selected on the command line: those with an artifact in a manifest.
 * Nested stacks, Service Catalog product stacks and stacks of stack sets have none. They are reported with another stack.
 */
export class SelectableStacks {
  private readonly properties = new Map<IConstruct, StackProperties>();

  public constructor(private readonly root: Stage) {
    for (const stage of [root, ...stagesIn(root)]) {
      for (const { stack, properties } of selectableStacks(stage, new AssemblyManifest(stage))) { this.properties.set(stack, properties); }
    }
  }

  /** The construct paths of the staged stacks that plain `cdk synth` reports on. */
  public get shown(): ReadonlySet<string> {
    return new Set([...this.properties].filter(([, { validateOnSynth: flag }]) => flag).map(([stack]) => stack.node.path));
  }

  /** The stack of a construct. If that cannot be selected, or there is none, the nearest one that can. */
  public stackOf(construct: IConstruct): Stack | undefined {
    const scopes = [...construct.node.scopes].reverse();
    const around = scopes.find(scope => this.has(scope));
    if (around) { return around as Stack; }
    for (const scope of scopes) {
      const below = scope.node.findAll().find(child => this.has(child));
      if (below) { return below as Stack; }
    }
    return undefined;
  }

  public reportedWith(construct: IConstruct): ReportedWith {
    const stack = this.stackOf(construct);
    return stack
      ? { stack: stack.node.path, hidden: Stage.of(stack) !== this.root && !this.properties.get(stack)?.validateOnSynth }
      : { stack: '', hidden: false };
  }

  private has(construct: IConstruct): boolean { return this.properties.has(construct); }
}

/** The Stages in an app or a Stage, at any depth. */
export function stagesIn(app: Stage): Stage[] {
  return app.node.findAll().filter(construct => Stage.isStage(construct)).filter(stage => stage !== app);
}

function selectableStacks(stage: Stage, manifest: AssemblyManifest): { readonly stack: Stack; readonly properties: StackProperties }[] {
  return stage.node.findAll().filter(construct => Stack.isStack(construct))
    .filter(stack => Stage.of(stack) === stage && !stack.nestedStackParent)
    .flatMap(stack => {
      const properties = manifest.propertiesOf(stack);
      return properties ? [{ stack, properties }] : [];
    });
}
