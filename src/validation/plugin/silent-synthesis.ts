import { App, Errors, Stage } from 'aws-cdk-lib';
import { SelectableStacks, stagesIn, validateOnSynth } from './staged-stacks';
import { ValidatorSlot } from './validator-slot';

/** The private field of a Stage in which the CDK keeps the result of `synth()`. */
interface Synthesized {
  assembly?: unknown;
}

/** The key for the Stages that were synthesized before their app, as in a pipeline. */
const EARLY = Symbol.for('cdk-ecs-shipshape.early');

/**
 * Synthesizes an app or a Stage again, while its validator reports nothing.
 *
 * @throws when the CDK does not keep the assembly where it can be discarded
 */
export function synthesizeSilently(root: Stage): void {
  // the folder may be from an earlier program
  const shown: ReadonlySet<string> = wasSynthesized(root) ? new SelectableStacks(root).shown : new Set();
  // `force` has no effect on Stages below
  lateStages(root).forEach(discardAssembly);
  const synthesize = () => { checkAssembly(root, root.synth({ force: true })); };
  try {
    if (App.isApp(root)) { ValidatorSlot.of(root).silently(synthesize); } else { synthesize(); }
  } catch (error) {
    if (!isReportOfPlugins(error)) { throw error; }
  }
  // `app.synth({ validateOnSynthesis: true })` has set flags that the synthesis here removes
  validateOnSynth(root, stack => shown.has(stack.node.path));
}

/**
 * Makes the next `synth()` of an app write its templates and run its plugins again. The CDK would return the assembly
 * that it keeps from a silent synthesis, and would not fail on errors.
 */
export function discardAssembly(stage: Stage): void {
  Object.assign(stage, { assembly: undefined });
}

/**
 * The Stages that are written again with their app. A pipeline synthesizes its Stages when they are added to it, and refers to
 * the assets of those templates: neither the CDK nor this function writes them again.
 */
function lateStages(root: Stage): Stage[] {
  const stages = stagesIn(root);
  if (!Object.hasOwn(root, EARLY)) {
    const early = wasSynthesized(root) ? [] : stages.filter(stage => assemblyOf(stage) !== undefined);
    Object.defineProperty(root, EARLY, { value: new Set(early) });
  }
  const { [EARLY]: early } = root as unknown as { readonly [EARLY]: ReadonlySet<unknown> };
  return stages.filter(stage => !early.has(stage));
}

/** True even if the synthesis failed: the CDK adds the construct tree to the app when it begins. */
function wasSynthesized(root: Stage): boolean {
  return assemblyOf(root) !== undefined || root.node.tryFindChild('Tree') !== undefined;
}

function assemblyOf(stage: Stage): unknown { return (stage as unknown as Synthesized).assembly; }

function checkAssembly(root: Stage, assembly: unknown): void {
  if (assemblyOf(root) === assembly) { return; }
  const { version = 'this version' } = (Stage as unknown as { readonly [RUNTIME_INFO]?: { readonly version?: string } })[RUNTIME_INFO] ?? {};
  throw new Error(`findings() does not work with aws-cdk-lib ${version}: a later app.synth() would return what findings() synthesized, and not fail on errors. Use an earlier version of aws-cdk-lib, or a later one of cdk-ecs-shipshape`);
}

/** The key under which jsii stores the name and version of each class. */
const RUNTIME_INFO = Symbol.for('jsii.rtti');

/** The CDK throws plugin findings after it writes the templates. It uses the same error name for its internal assertions. */
function isReportOfPlugins(error: unknown): boolean {
  return Errors.isValidationError(error) && error.name === 'ValidationFailed';
}
