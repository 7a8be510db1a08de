import { Entity, entitiesAt, entityAt } from './entity';
import { LaunchConfiguration } from './launch-configuration';
import { LaunchSettings, LaunchTemplate } from './launch-template';
import { Subnet } from './subnet';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** A kind of instances that a group launches: the place that names the launch template, and the override that may name an instance type. */
interface Variant {
  readonly specification: Node;
  readonly override?: Node;
}

/** An Auto Scaling group. */
export class AutoScalingGroup extends Entity {
  public static readonly TYPE = 'AWS::AutoScaling::AutoScalingGroup';
  public static readonly NAME = 'AutoScalingGroupName';

  public get minSize(): Value<number> { return this.node.number('MinSize'); }
  public get maxSize(): Value<number> { return this.node.number('MaxSize'); }
  /** The number of instances that the group has at first. */
  public get desiredCapacity(): Value<number> { return this.node.number('DesiredCapacity').orElse(this.minSize); }

  public get subnets(): JoinedList<Subnet> {
    const list = this.node.list('VPCZoneIdentifier');
    return entitiesAt(Subnet, list, list.isKnown, this.application);
  }

  /** The launch templates or launch configuration in the app that it certainly uses. */
  public get launches(): JoinedList<LaunchSettings> {
    const { known, isComplete } = this.variants;
    const found = JoinedList.found(known.map(variant => this.settingsOf(variant)), isComplete);
    return new JoinedList([...new Set(found.known)], found.isComplete);
  }

  /** The types of its instances. */
  public get instanceTypes(): JoinedList<string> {
    const { known, isComplete } = this.variants;
    return JoinedList.found(known.map(variant => this.instanceTypeOf(variant).known), isComplete);
  }

  /** An override of a mixed instances policy may name its own launch template; the others use the launch template of the policy. */
  private get variants(): JoinedList<Variant> {
    const mixed = this.node.get('MixedInstancesPolicy').get('LaunchTemplate');
    const base = mixed.get('LaunchTemplateSpecification');
    if (!base.isGiven) { return new JoinedList([{ specification: this.node.get('LaunchTemplate') }], this.node.get('MixedInstancesPolicy').isAbsent); }
    const overrides = mixed.list('Overrides');
    if (overrides.isEmpty) { return JoinedList.complete([{ specification: base }]); }
    const variants = overrides.sure.map((override): Variant => {
      const own = override.get('LaunchTemplateSpecification');
      return { specification: own.isAbsent ? base : own, override };
    });
    return new JoinedList(variants, overrides.isKnown);
  }

  private settingsOf({ specification }: Variant): LaunchSettings | undefined {
    const configuration = entityAt(LaunchConfiguration, this.node.get('LaunchConfigurationName'), this.application);
    return configuration ?? (hasLatestVersion(specification) ? LaunchTemplate.at(specification, this.application) : undefined);
  }

  private instanceTypeOf(variant: Variant): Value<string> {
    const { override } = variant;
    const written = override?.text('InstanceType') ?? Value.absent<string>();
    const isChosen = override?.get('InstanceRequirements').isAbsent === false;
    return isChosen ? Value.deferred() : written.orElse(this.settingsOf(variant)?.instanceType ?? Value.deferred());
  }
}

/** Whether a specification selects the version that the template of the app defines: the first one, or the latest. */
function hasLatestVersion(specification: Node): boolean {
  const version = specification.get('Version');
  return version.isAbsent || version.asAttribute?.attribute === 'LatestVersionNumber' || version.asText.isOneOf(['1', '$Latest']);
}
