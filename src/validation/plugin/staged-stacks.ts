import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/*
 * Plain `cdk synth` reports on the stacks directly under the app, and on stacks in Stages only if the manifest of their
 * cloud assembly sets `validateOnSynth`. The CDK writes and keeps the assemblies of Stages before it validates the app,
 * and the command line reads them from disk afterwards, so the flag is set in the files.
 */

interface Manifest {
  readonly artifacts?: Readonly<Record<string, { readonly properties?: { validateOnSynth?: boolean } }>>;
}

/** Makes plain `cdk synth` report on the staged stacks that `wanted` selects. */
export function validateOnSynth(app: Stage, wanted: (stack: Stack) => boolean): void {
  for (const stage of stagesIn(app)) {
    const manifest = manifestOf(stage);
    const missing = flagsOf(stage, manifest).filter(({ stack, properties }) => !properties.validateOnSynth && wanted(stack));
    if (missing.length === 0) { continue; }
    for (const { properties } of missing) { properties.validateOnSynth = true; }
    writeFileSync(manifestFile(stage), JSON.stringify(manifest, undefined, 2));
  }
}

/** The construct paths of the staged stacks that plain `cdk synth` reports on, or does not. */
export function stagedStacks(app: Stage, synth: 'shown' | 'hidden'): ReadonlySet<string> {
  return new Set(stagesIn(app).flatMap(stage => flagsOf(stage, manifestOf(stage)))
    .filter(({ properties }) => (properties.validateOnSynth ?? false) === (synth === 'shown'))
    .map(({ stack }) => stack.node.path));
}

/** The stack with which a nested one is deployed; itself, if it is not nested. */
export function topLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevelStack(stack.nestedStackParent) : stack;
}

/** The Stages in an app or a Stage, at any depth. */
export function stagesIn(app: Stage): Stage[] {
  return app.node.findAll().filter(isStage).filter(stage => stage !== app);
}

function flagsOf(stage: Stage, { artifacts = {} }: Manifest): { readonly stack: Stack; readonly properties: { validateOnSynth?: boolean } }[] {
  return stage.node.findAll().filter(isStack)
    .filter(stack => Stage.of(stack) === stage && !stack.nestedStackParent)
    .flatMap(stack => {
      const properties = artifacts[stack.artifactId]?.properties;
      return properties ? [{ stack, properties }] : [];
    });
}

/** A Stage that is added during the synthesis has no manifest. */
function manifestOf(stage: Stage): Manifest {
  const file = manifestFile(stage);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Manifest : {};
}

function manifestFile(stage: Stage): string {
  return join(stage.outdir, 'manifest.json');
}

function isStage(construct: IConstruct): construct is Stage {
  return Stage.isStage(construct);
}

function isStack(construct: IConstruct): construct is Stack {
  return Stack.isStack(construct);
}
