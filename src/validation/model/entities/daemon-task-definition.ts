import { TaskDefinition } from './task-definition';
import type { Compute } from '../../../facts/compute';
import type { Host } from '../../../facts/hosts';

/** A task definition of a daemon. Its containers have the properties of other task definitions, except for those that daemons do not support. */
export class DaemonTaskDefinition extends TaskDefinition {
  public static readonly TYPE = 'AWS::ECS::DaemonTaskDefinition';

  public get isDaemon(): boolean { return true; }

  public get computes(): readonly Compute[] { return ['MANAGED_INSTANCES']; }
  public mayRunOn(compute: Compute): boolean { return compute === 'MANAGED_INSTANCES'; }
  public get hosts(): readonly (readonly Host[])[] { return [['DAEMON']]; }
}
