import { Entity } from './entity';
import type { LaunchSettings } from './launch-template';
import { SecurityGroup } from './security-group';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** A launch configuration, which AWS has replaced with launch templates. */
export class LaunchConfiguration extends Entity implements LaunchSettings {
  public static readonly TYPE = 'AWS::AutoScaling::LaunchConfiguration';
  public static readonly NAME = 'LaunchConfigurationName';

  public get data(): Node { return this.node; }
  public get instanceType(): Value<string> { return this.node.text('InstanceType'); }
  public get securityGroups(): JoinedList<SecurityGroup> { return SecurityGroup.listAt(this.node.get('SecurityGroups'), this.application); }
  public get associatesPublicIp(): Value<boolean> { return this.node.flag('AssociatePublicIpAddress'); }
}
