import { AutoScalingGroup } from './auto-scaling-group';
import { Entity, entityAt } from './entity';
import type { Compute } from '../../../facts/compute';
import { Value } from '../evaluation/value';

/** A capacity provider of an Auto Scaling group or of ECS Managed Instances. */
export class CapacityProvider extends Entity {
  public static readonly TYPE = 'AWS::ECS::CapacityProvider';
  public static readonly NAME = 'Name';

  /** The Auto Scaling group whose instances it provides. */
  public get group(): AutoScalingGroup | undefined {
    return entityAt(AutoScalingGroup, this.node.get('AutoScalingGroupProvider').get('AutoScalingGroupArn'), this.application);
  }

  public get compute(): Value<Compute> {
    if (this.node.get('AutoScalingGroupProvider').isGiven) { return Value.known('EC2'); }
    return this.node.get('ManagedInstancesProvider').isGiven ? Value.known('MANAGED_INSTANCES') : Value.deferred();
  }
}
