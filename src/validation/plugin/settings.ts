import { rules } from './engine';
import { nearest } from './nearest';
import { OWN_RULES } from './own-rules';
import type { Severity } from '../rules/rule';

/** How an app wants to be validated. */
export interface Settings {
  /** Errors are errors everywhere, not only on what constructs of this library made. */
  readonly explicit: boolean;
  /** Nothing is more than a warning. */
  readonly reportOnly: boolean;
  /** A fault of the validator is an error. */
  readonly strict: boolean;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly off: readonly string[];
}

export function everyRuleId(): string[] {
  return [...rules(), ...OWN_RULES].map(rule => rule.id);
}

/** Refuses ids that name no rule: a typing error would switch off nothing, and nobody would notice. */
export function checkRuleIds(prop: string, ids: readonly string[]): void {
  if (ids.length === 0) { return; }
  const known = everyRuleId();
  for (const id of ids.filter(wanted => !known.includes(wanted))) {
    const meant = nearest(id, known);
    throw new Error(`${prop} names '${id}', which is no rule of EcsShipshape: ${meant ? `did you mean '${meant}'` : 'EcsValidator.rules lists them all'}`);
  }
}
