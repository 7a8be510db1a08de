import { execFileSync } from 'child_process';
import { join } from 'path';

/** The median of several runs of a script in this folder, each in a separate process. */
export function medianOf(runs: number, script: string, ...args: string[]): number {
  const times = Array.from({ length: runs }, () => {
    const printed = execFileSync(process.execPath, [join(__dirname, script), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return (JSON.parse(printed.trim().split('\n').at(-1) ?? '') as { milliseconds: number }).milliseconds;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

/** Prints one line of the result: the measurement and its limit. */
export function report(what: string, ratio: number, bar: number, details: string): void {
  console.log(`${ratio <= bar ? 'ok  ' : 'OVER'} ${what}: ${ratio.toFixed(3)} (at most ${bar}); ${details}`);
  if (ratio > bar) { process.exitCode = 1; }
}
