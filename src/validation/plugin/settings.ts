import { rules } from './engine';
import { nearest } from './nearest';
import { OWN_RULES } from './own-rules';
import type { Severity } from '../rules/rule';

/** How an app is validated. Plain data, because another copy of the package may read it. */
export interface Settings {
  /** The user added the validator: errors are errors everywhere, not only on constructs of this library. */
  readonly explicit: boolean;
  /** Nothing is more than a warning. */
  readonly reportOnly: boolean;
  /** A fault of the validator is an error. */
  readonly strict: boolean;
  readonly severities: Readonly<Record<string, Severity>>;
  /** Ids of rules that are not checked. */
  readonly disabled: readonly string[];
}

/** Those of an explicit validator without props. */
export const DEFAULT_SETTINGS: Settings = { explicit: true, reportOnly: false, strict: false, severities: {}, disabled: [] };

export function everyRuleId(): string[] {
  return [...rules(), ...OWN_RULES].map(rule => rule.id);
}

/** Refuses ids that name no rule: a misspelt one would have no effect, unnoticed. */
export function checkRuleIds(prop: string, ids: readonly string[]): void {
  if (ids.length === 0) { return; }
  const known = everyRuleId();
  for (const id of ids.filter(wanted => !known.includes(wanted))) {
    const meant = nearest(id, known);
    throw new Error(`${prop} names '${id}', which is no rule of EcsShipshape: ${meant ? `did you mean '${meant}'` : 'EcsValidator.rules lists them all'}`);
  }
}
