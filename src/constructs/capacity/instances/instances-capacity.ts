import * as ecs from 'aws-cdk-lib/aws-ecs';
import { InstanceDaemons } from './instance-daemons';
import type { IInstanceGroup } from './instance-group';
import { Instances } from './instances';
import { InstancesShare } from './instances-share';
import { combinedOptionProblem } from './placement-problems';
import { clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, DaemonCompute, Strategy } from '../compute';

/** Instances of one group or of several. */
export class InstancesCapacity implements CapacityKind {
  public readonly compute = 'EC2';
  public readonly factory = 'instances';

  public constructor(private readonly shares: readonly InstancesShare[]) {}

  public get sources(): readonly IInstanceGroup[] { return this.shares.map(({ group }) => group); }

  public get strategy(): Strategy {
    return this.shares.map(({ group, options: { base, weight = 1 } }) => ({ capacityProvider: group.capacityProviderName, base, weight }));
  }

  public on(cluster: ecs.ICluster): Compute { return new Instances(clusterCapacityOf(cluster), this.shares, this.strategy); }

  public daemonsOn(cluster: ecs.ICluster): DaemonCompute { return new InstanceDaemons(clusterCapacityOf(cluster), this.shares, this.strategy); }

  public combinedWith(other: CapacityKind): CapacityKind | string {
    if (!(other instanceof InstancesCapacity)) { return 'a strategy has capacity providers of one kind: Fargate, instances or Managed Instances'; }
    const shares = [...this.shares, ...other.shares];
    return combinedOptionProblem(shares) ?? new InstancesCapacity(shares);
  }
}
