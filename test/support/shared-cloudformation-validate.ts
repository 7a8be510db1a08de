import type { createRequire } from 'module';
import { runInThisContext } from 'vm';

/*
 * Replaces @aws/cloudformation-validate, the engine of the CDK's template validation, in all tests (moduleNameMapper in .projenrc.ts).
 * Jest loads modules again for each test file, and this engine takes seconds to load and to warm up.
 * Here it is loaded outside of the test file, and stays for all test files of a worker.
 */

/** What the CDK uses of the engine. */
interface Validation {
  readonly RegoEngine: new (config: object) => object;
}

interface Loaded {
  readonly validation: Validation;
  readonly engines: Map<string, object>;
}

const KEPT = Symbol.for('cdk-ecs-shipshape/cloudformation-validate');
const worker = runInThisContext('globalThis') as Record<symbol, Loaded | undefined>;

function load(): Loaded {
  const { createRequire: requireFrom } = runInThisContext('process.getBuiltinModule("module")') as { readonly createRequire: typeof createRequire };
  return { validation: requireFrom(require.resolve('aws-cdk-lib'))('@aws/cloudformation-validate') as Validation, engines: new Map() };
}

const { validation, engines } = worker[KEPT] ??= load();

/** One engine for each configuration: validating a template does not change it. */
function RegoEngine(config: object): object {
  const key = JSON.stringify(config);
  const engine = engines.get(key) ?? new validation.RegoEngine(config);
  engines.set(key, engine);
  return engine;
}

module.exports = { ...validation, RegoEngine };
