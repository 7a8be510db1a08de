import { Token } from 'aws-cdk-lib';

/**
 * The first number of wanted tasks at which a rolling deployment neither may start a task nor may stop one.
 * Below 100 tasks rounding decides; above, what is stuck is stuck at every multiple of 100.
 */
export function firstStuckCount(counts: { readonly min: number; readonly max: number }, minPercent: number, maxPercent: number): number | undefined {
  if (Token.isUnresolved(counts.min) || Token.isUnresolved(counts.max)) { return undefined; }
  const last = Math.min(counts.max, Math.max(1, counts.min) + 100);
  for (let count = Math.max(1, counts.min); count <= last; count++) {
    const mayStart = Math.floor(count * maxPercent / 100) > count;
    const mayStop = Math.ceil(count * minPercent / 100) < count;
    if (!mayStart && !mayStop) { return count; }
  }
  return undefined;
}
