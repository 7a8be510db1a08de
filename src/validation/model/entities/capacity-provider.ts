import { AutoScalingGroup } from './auto-scaling-group';
import { Entity, entityAt } from './entity';
import type { Compute } from '../../../facts/compute';
import type { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** A capacity provider of an Auto Scaling group or of ECS Managed Instances. */
export class CapacityProvider extends Entity {
  public static readonly TYPE = 'AWS::ECS::CapacityProvider';
  public static readonly NAME = 'Name';

  /** The settings of a capacity provider of an Auto Scaling group. */
  public get groupSettings(): Node { return this.node.get('AutoScalingGroupProvider'); }

  /** The settings of a capacity provider of Managed Instances. */
  public get managedSettings(): Node { return this.node.get('ManagedInstancesProvider'); }

  /** The Auto Scaling group whose instances it provides. */
  public get group(): AutoScalingGroup | undefined {
    return entityAt(AutoScalingGroup, this.groupSettings.get('AutoScalingGroupArn'), this.application);
  }

  /** Whether ECS launches and terminates the instances of the Auto Scaling group: ENABLED or DISABLED. AWS documents no default. */
  public get managedScaling(): Value<string> { return this.groupSettings.get('ManagedScaling').text('Status'); }

  public get compute(): Value<Compute> {
    const [hasGroup, isManaged] = [this.groupSettings.isGiven, this.managedSettings.isGiven];
    if (hasGroup === isManaged) { return Value.deferred(); }
    return Value.known(hasGroup ? 'EC2' : 'MANAGED_INSTANCES');
  }

  /** The capacity provider as messages print it. */
  public get label(): string { return `capacity provider ${this.resource.logicalId}`; }
}
