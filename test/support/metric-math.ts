import { runInNewContext } from 'vm';

/** A time series of CloudWatch: one value for each minute, undefined where the metric has none. */
export type Series = readonly (number | undefined)[];

const REPEAT = 'REPEAT';

/** Evaluates an expression of metric math on time series of the same length, for the functions and operators that this library uses. */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Series {
  const [{ length }] = Object.values(metrics);
  return Array.from({ length }, (_, minute) => at(minute, expression, metrics));
}

/** JavaScript has the same arithmetic; a value that is missing makes the result missing. */
function at(minute: number, expression: string, metrics: Readonly<Record<string, Series>>): number | undefined {
  const until = Object.fromEntries(Object.entries(metrics).map(([id, series]) => [id, series.slice(0, minute + 1)]));
  const filled = inlineFills(expression, until);
  const now = Object.fromEntries(Object.entries(until).map(([id, series]) => [id, series[minute] ?? NaN]));
  const value = runInNewContext(filled, { ...now, IF: (condition: boolean, yes: number, no: number) => condition ? yes : no }) as number;
  return Number.isFinite(value) ? value : undefined;
}

/** Replaces `FILL(metric, …)` and `FILL(FILL(metric, REPEAT), …)` with their values. */
function inlineFills(expression: string, metrics: Readonly<Record<string, Series>>): string {
  return expression
    .replace(/FILL\(FILL\((\w+), REPEAT\), (\d+)\)/g, (_, id: string, otherwise: string) => String([...metrics[id]].reverse().find(value => value !== undefined) ?? otherwise))
    .replace(/FILL\((\w+), (\w+)\)/g, (_, id: string, otherwise: string) => {
      if (otherwise === REPEAT) { throw new Error('FILL with REPEAT alone is not supported'); }
      return String(metrics[id][metrics[id].length - 1] ?? otherwise);
    });
}
