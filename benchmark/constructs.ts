import { medianOf, report } from './measure';

const RUNS = 5;

/** What our constructs cost, against those of aws-ecs-patterns and against what they are made of. */
export function benchmarkConstructs(): void {
  for (const [checks, limit] of [['checked', 1.1], ['unchecked', 1.0]] as const) {
    const [ours, theirs] = ['ours', 'patterns'].map(kind => medianOf(RUNS, 'synthesize-once.js', kind, checks));
    report(
      `synthesis of 100 services, ${checks}, per resource, of that of ApplicationLoadBalancedFargateService`,
      ours / theirs, limit, `${ours.toFixed(2)} ms against ${theirs.toFixed(2)} ms`,
    );
  }
  const [ours, cdk] = ['ours', 'cdk'].map(kind => medianOf(9, 'import-once.js', kind));
  report('milliseconds for importing the package, over what it is made of', ours - cdk, 30, `${ours.toFixed(0)} ms against ${cdk.toFixed(0)} ms`);
}
