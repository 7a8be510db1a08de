import type * as Engine from '../engine/validate';

/*
 * The engine and its rules are loaded when they are first needed, not when the package is imported:
 * most programs that import it build an app, and loading the rules would slow each of them down.
 * Both come from one file, because the package has them as one.
 */

export function engine(): typeof Engine {
  return module.require('../engine/validate') as typeof Engine;
}

export function rules(): typeof Engine.RULES {
  return engine().RULES;
}
