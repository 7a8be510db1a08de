import { App, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/*
 * Plain `cdk synth` selects the stacks directly under the app and drops what was found in the stacks of Stages,
 * unless their manifest says `validateOnSynth`. Only the synthesis itself can bring that about.
 */

const REPORTED = Symbol.for('cdk-ecs-shipshape.reported-on-synth');

/** Lets plain `cdk synth` report what is found in the stack that this construct is part of, if that is in a Stage. */
export function reportStackOnSynth(construct: IConstruct): void {
  const { synthesizer } = topLevelStack(Stack.of(construct));
  if (!Stage.of(construct)?.parentStage || REPORTED in synthesizer || !canWrap(synthesizer, 'synthesize')) { return; }
  const synthesize = synthesizer.synthesize.bind(synthesizer);
  synthesizer.synthesize = session => synthesize({ ...session, validateOnSynth: true });
  Object.defineProperty(synthesizer, REPORTED, { value: true });
}

/** Lets plain `cdk synth` report what is found in any stack of any Stage, as long as `wanted` says so. */
export function reportAppOnSynth(app: App, wanted: () => boolean): void {
  if (!canWrap(app, 'synth')) { return; }
  const synth = app.synth.bind(app);
  app.synth = options => synth(wanted() ? { validateOnSynthesis: true, ...options } : options);
}

/** The stack with which a nested one is deployed; itself, if it is not nested. */
export function topLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevelStack(stack.nestedStackParent) : stack;
}

/** A method that another language overrides is fixed by the jsii runtime. */
function canWrap(target: object, method: string): boolean {
  return Object.isExtensible(target) && Object.getOwnPropertyDescriptor(target, method)?.writable !== false;
}
