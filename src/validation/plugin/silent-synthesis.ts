import { App, Stage } from 'aws-cdk-lib';
import { stagedStacks, validateOnSynth } from './staged-stacks';
import { ValidatorSlot } from './validator-slot';

/** Writes the templates of an app or a Stage again, while its validator reports nothing. */
export function synthesizeSilently(root: Stage): void {
  // a pipeline has set the flag when it synthesized its Stages
  const shown = stagedStacks(root, 'shown');
  const synthesize = () => { root.synth({ force: true }); };
  try {
    if (App.isApp(root)) { ValidatorSlot.of(root).silently(synthesize); } else { synthesize(); }
  } catch (error) {
    // the CDK throws the findings of other plugins after it has written the templates
    if (!(error instanceof Error && error.name === 'ValidationFailed')) { throw error; }
  }
  validateOnSynth(root, stack => shown.has(stack.node.path));
}

/**
 * Makes the next `synth()` of an app run its plugins. The CDK would return the assembly that it keeps from a silent
 * synthesis, and so pass with errors. The assemblies of Stages are kept: they run no plugins.
 */
export function discardAssembly(app: Stage): void {
  Object.assign(app, { assembly: undefined });
}
