import * as ecs from 'aws-cdk-lib/aws-ecs';
import { External } from './external';
import { ExternalDaemons } from './external-daemons';
import { ExternalOptions } from './external-options';
import { clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, DaemonCompute } from '../compute';

/** External instances: servers outside of AWS. They have a launch type, and no capacity providers. */
export class ExternalCapacity implements CapacityKind {
  public readonly compute = 'EXTERNAL';
  public readonly factory = 'external';
  public readonly sources = [];

  public constructor(private readonly options: ExternalOptions) {}

  public on(cluster: ecs.ICluster): Compute { return new External(clusterCapacityOf(cluster), this.options); }

  public daemonsOn(cluster: ecs.ICluster): DaemonCompute { return new ExternalDaemons(clusterCapacityOf(cluster), this.options); }
}
