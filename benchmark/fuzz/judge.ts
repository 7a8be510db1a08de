import { validate } from '../../src/validation/engine/validate';
import type { TemplateSource } from '../../src/validation/model/evaluation/source';

const RULE_FAULT = 'rule-fault';

/** The problem of the validator with an input: it throws, reports a fault, or is too slow; `undefined` if there is none. */
export function complaintAbout(sources: readonly TemplateSource[], limit: number): string | undefined {
  const { problem, milliseconds } = attempt(sources);
  if (problem !== undefined) { return problem; }
  // a slow run may include garbage collection of earlier runs
  const least = milliseconds > limit ? Math.min(milliseconds, attempt(sources).milliseconds, attempt(sources).milliseconds) : milliseconds;
  return least > limit ? `takes ${least.toFixed(0)} ms` : undefined;
}

/** The processor time of a validation. */
export function millisecondsFor(sources: readonly TemplateSource[]): number { return attempt(sources).milliseconds; }

function attempt(sources: readonly TemplateSource[]): { readonly problem?: string; readonly milliseconds: number } {
  const start = process.cpuUsage();
  const elapsed = () => { const { user, system } = process.cpuUsage(start); return (user + system) / 1000; };
  try {
    const fault = validate(sources).find(({ rule }) => rule.id === RULE_FAULT);
    return { problem: fault && `${fault.message} at ${fault.logicalId}`, milliseconds: elapsed() };
  } catch (error) {
    return { problem: `throws ${error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' ') : String(error)}`, milliseconds: elapsed() };
  }
}
