import { medianOf, report } from './measure';

const RUNS = 5;

/**
 * The counterparts of our services, by load balancer or capacity, and the limits with and without checks.
 *
 * aws-ecs-patterns has no shared load balancer, so the counterpart uses the constructs of aws-ecs, which check less.
 */
const COUNTERPARTS = [
  ['alb', 'that of ApplicationLoadBalancedFargateService', 1.1, 1.0],
  ['sharedAlb', 'that of the same services written with aws-ecs', 1.2, 1.2],
  ['blueGreen', 'that of the same services written with aws-ecs', 1.0, 1.0],
  ['nlb', 'that of NetworkLoadBalancedFargateService', 1.1, 1.0],
  ['instances', 'that of Ec2Service with AsgCapacityProvider', 1.0, 1.0],
  ['scheduledJob', 'that of ScheduledFargateTask', 1.0, 1.0],
  ['worker', 'that of QueueProcessingFargateService', 1.0, 1.0],
  ['daemon', 'that of Ec2Service with daemon: true', 1.0, 1.0],
] as const;

/** The cost of our constructs, compared with aws-ecs-patterns and with the constructs that they use. */
export function benchmarkConstructs(): void {
  for (const [loadBalancer, counterpart, checked, unchecked] of COUNTERPARTS) { benchmarkServices(loadBalancer, counterpart, checked, unchecked); }
  const [ours, cdk] = ['ours', 'cdk'].map(kind => medianOf(9, 'import-once.js', kind));
  report('milliseconds for importing the package, in addition to the modules it uses', ours - cdk, 30, `${ours.toFixed(0)} ms against ${cdk.toFixed(0)} ms`);
}

function benchmarkServices(loadBalancer: string, counterpart: string, checked: number, unchecked: number): void {
  for (const [checks, limit] of [['checked', checked], ['unchecked', unchecked]] as const) {
    const [ours, theirs] = ['ours', 'theirs'].map(kind => medianOf(RUNS, 'synthesize-once.js', loadBalancer, kind, checks));
    report(
      `synthesis of 100 services (${loadBalancer}), ${checks}, per resource, of ${counterpart}`,
      ours / theirs, limit, `${ours.toFixed(2)} ms against ${theirs.toFixed(2)} ms`,
    );
  }
}
