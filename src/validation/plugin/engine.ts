import type * as Engine from '../engine/validate';

/*
 * The engine and its rules are loaded when they are first needed, not when the package is imported:
 * loading them with the package would slow down every app that imports it.
 * Both come from one file, because the package contains them as one.
 * Each is a plain `require` of a constant path, so that esbuild and webpack include it when they bundle an app.
 */

/** The engine or its rules are missing: the package is incomplete, or an app is bundled without them. */
export class EngineMissing extends Error {}

export function engine(): typeof Engine {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads on the first call, and bundlers follow a plain require
    return require('../engine/validate') as typeof Engine;
  } catch (error) {
    throw new EngineMissing(`the rules cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function packageVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- package.json is outside of the root folder of the compiler
  return (require('../../../package.json') as { version: string }).version;
}

export function rules(): typeof Engine.RULES {
  return engine().RULES;
}
