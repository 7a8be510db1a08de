import type { ValidateOptions } from '../../src/validation/engine/validate';
import { NamedRule, POSTURE } from '../../src/validation/rules/rule';

/** The rules that check the examples of a rule. The scenes of posture rules violate none of them; other scenes do. */
export function optionsFor({ domain }: NamedRule): ValidateOptions { return { posture: domain === POSTURE }; }
