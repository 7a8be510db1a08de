import { App, Stage } from 'aws-cdk-lib';
import { stagedStacks, stagesIn, validateOnSynth } from './staged-stacks';
import { ValidatorSlot } from './validator-slot';

/** Writes the templates of an app or a Stage again, while its validator reports nothing. */
export function synthesizeSilently(root: Stage): void {
  const shown = stagedStacks(root, 'shown');
  // `force` has no effect on Stages below
  stagesIn(root).forEach(discardAssembly);
  const synthesize = () => { root.synth({ force: true }); };
  try {
    if (App.isApp(root)) { ValidatorSlot.of(root).silently(synthesize); } else { synthesize(); }
  } catch (error) {
    // the CDK throws the findings of other plugins after it has written the templates
    if (!(error instanceof Error && error.name === 'ValidationFailed')) { throw error; }
  }
  // a pipeline sets the flag when it synthesizes its Stages, earlier than the app
  validateOnSynth(root, stack => shown.has(stack.node.path));
}

/**
 * Makes the next `synth()` of an app write its templates and run its plugins again. The CDK would return the assembly
 * that it keeps from a silent synthesis, and so pass with errors.
 */
export function discardAssembly(stage: Stage): void {
  Object.assign(stage, { assembly: undefined });
}
