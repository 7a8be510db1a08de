import { medianOf, report } from './measure';

const RUNS = 5;

/** What our constructs cost, against those of aws-ecs-patterns and against what they are made of. */
export function benchmarkConstructs(): void {
  for (const checks of ['checked', 'unchecked']) {
    const [ours, theirs] = ['ours', 'patterns'].map(kind => medianOf(RUNS, 'synthesize-once.js', kind, checks));
    report(
      `synthesis of 100 services, ${checks}, per resource, of that of ApplicationLoadBalancedFargateService`,
      ours / theirs, 1.1, `${ours.toFixed(2)} ms against ${theirs.toFixed(2)} ms`,
    );
  }
  const [ours, cdk] = ['ours', 'cdk'].map(kind => medianOf(9, 'import-once.js', kind));
  report('milliseconds for importing the package, over what it is made of', ours - cdk, 30, `${ours.toFixed(0)} ms against ${cdk.toFixed(0)} ms`);
}
