import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ManagedCompute } from './managed-compute';
import { ManagedDaemons } from './managed-daemons';
import { IManagedInstances } from './managed-instances';
import { ManagedShare, networkModeOf } from './managed-share';
import { clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, DaemonCompute, Strategy } from '../compute';

/** Managed Instances of one capacity provider or of several. */
export class ManagedInstancesCapacity implements CapacityKind {
  public readonly compute = 'MANAGED_INSTANCES';
  public readonly factory = 'managedInstances';

  public constructor(private readonly shares: readonly ManagedShare[]) {}

  public get sources(): readonly IManagedInstances[] { return this.shares.map(({ instances }) => instances); }

  public get strategy(): Strategy {
    return this.shares.map(({ instances, options: { base, weight = 1 } }) => ({ capacityProvider: instances.capacityProviderName, base, weight }));
  }

  public on(cluster: ecs.ICluster): Compute { return new ManagedCompute(clusterCapacityOf(cluster), this.shares, this.strategy); }

  public daemonsOn(cluster: ecs.ICluster): DaemonCompute { return new ManagedDaemons(clusterCapacityOf(cluster), this.shares, this.strategy); }

  public combinedWith(other: CapacityKind): CapacityKind | string {
    if (!(other instanceof ManagedInstancesCapacity)) { return 'Managed Instances combine with other Managed Instances only'; }
    const [mode, otherMode] = [networkModeOf(this.shares), networkModeOf(other.shares)];
    return mode === otherMode
      ? new ManagedInstancesCapacity([...this.shares, ...other.shares])
      : `networkMode ${mode} and networkMode ${otherMode} cannot be combined, because a task definition has one; use the same`;
  }
}
