// Generated from the files in this folder by projenrc/rule-registry.ts.
import awsvpcHostPort from './task/awsvpc-host-port';
import itemLimits from './task/item-limits';
import networkModeParameters from './task/network-mode-parameters';
import requiredMembers from './task/required-members';
import supportedParameters from './task/supported-parameters';
import uniqueNames from './task/unique-names';
import valueFormat from './task/value-format';
import type { NamedRule } from './rule';

export const RULES: readonly NamedRule[] = [
  { id: 'awsvpc-host-port', domain: 'task', ...awsvpcHostPort } as NamedRule,
  { id: 'item-limits', domain: 'task', ...itemLimits } as NamedRule,
  { id: 'network-mode-parameters', domain: 'task', ...networkModeParameters } as NamedRule,
  { id: 'required-members', domain: 'task', ...requiredMembers } as NamedRule,
  { id: 'supported-parameters', domain: 'task', ...supportedParameters } as NamedRule,
  { id: 'unique-names', domain: 'task', ...uniqueNames } as NamedRule,
  { id: 'value-format', domain: 'task', ...valueFormat } as NamedRule,
];
