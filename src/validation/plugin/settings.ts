import { rules } from './engine';
import { nearest } from './nearest';
import { OWN_RULES } from './own-rules';
import type { Severity } from '../rules/rule';

/** The settings of the validator of an app. Plain data, because another copy of the package may read them. */
export interface Settings {
  /** Whether the user added the validator. Errors then are errors everywhere, not only on constructs of this library. */
  readonly explicit: boolean;
  /** All findings are warnings. */
  readonly reportOnly: boolean;
  /** A fault of the validator is an error. */
  readonly strict: boolean;
  readonly severities: Readonly<Record<string, Severity>>;
  /** Ids of rules that are not checked. */
  readonly disabled: readonly string[];
  /** Whether posture rules are checked everywhere (true) or nowhere (false); if it is not set, only on constructs with the regulated profile. */
  readonly posture?: boolean;
}

/** The settings of an explicit validator without props. */
export const DEFAULT_SETTINGS: Settings = { explicit: true, reportOnly: false, strict: false, severities: {}, disabled: [] };

export function everyRuleId(): string[] {
  return [...rules(), ...OWN_RULES].map(rule => rule.id);
}

/** Throws if an id is not a rule. A misspelt id would have no effect. */
export function checkRuleIds(prop: string, ids: readonly string[]): void {
  if (ids.length === 0) { return; }
  const known = everyRuleId();
  for (const id of ids.filter(wanted => !known.includes(wanted))) {
    const meant = nearest(id, known);
    throw new Error(`${prop} contains '${id}', which is not a rule of EcsShipshape: ${meant ? `did you mean '${meant}'` : 'EcsValidator.rules lists all rules'}`);
  }
}
