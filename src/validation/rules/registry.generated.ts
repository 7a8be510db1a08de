// Generated from the files in this folder by projenrc/rule-registry.ts.
import awsvpcHostPort from './task/awsvpc-host-port';
import type { NamedRule } from './rule';

export const RULES: readonly NamedRule[] = [
  { id: 'awsvpc-host-port', domain: 'task', ...awsvpcHostPort } as NamedRule,
];
