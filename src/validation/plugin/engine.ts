import type * as Engine from '../engine/validate';
import type * as Registry from '../rules/registry.generated';

/*
 * The engine and its rules are loaded when they are first asked, not when the package is imported:
 * most programs that import it build an app, and a few hundred rule files would slow each of them down.
 */

export function engine(): typeof Engine {
  return module.require('../engine/validate') as typeof Engine;
}

export function rules(): typeof Registry.RULES {
  return (module.require('../rules/registry.generated') as typeof Registry).RULES;
}
