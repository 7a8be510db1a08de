import { Node } from './evaluation/node';
import type { Resource } from './evaluation/resource';
import { Value } from './evaluation/value';
import type { Compute } from '../../facts/compute';

/** A capacity provider of the account. */
export class CapacityProvider {
  public readonly node: Node;

  public constructor(public readonly resource: Resource) {
    this.node = resource.properties;
  }

  public get compute(): Value<Compute> {
    if (this.node.get('AutoScalingGroupProvider').isGiven) { return Value.known('EC2'); }
    return this.node.get('ManagedInstancesProvider').isGiven ? Value.known('MANAGED_INSTANCES') : Value.deferred();
  }
}
