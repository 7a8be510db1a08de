import { Entity, entityAt } from './entity';
import { SecurityGroup } from './security-group';
import { JoinedList } from '../evaluation/joined-list';
import { isOneWord } from '../evaluation/marked-text';
import type { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import { under } from '../evaluation/raw';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** What EC2 launches an instance with: a launch template or a launch configuration. */
export interface LaunchSettings {
  readonly resource: Resource;
  /** The place of the AMI, the instance type and the like. */
  readonly data: Node;
  readonly instanceType: Value<string>;
  /** The security groups of the first network interface. */
  readonly securityGroups: JoinedList<SecurityGroup>;
  /** Whether the first network interface gets a public IPv4 address; if absent, the subnet decides. */
  readonly associatesPublicIp: Value<boolean>;
}

/** A setting as it is written in the template, with its references. */
export function writtenSetting({ resource }: LaunchSettings, key: string): unknown {
  const properties = resource.written('Properties');
  return under(under(properties, 'LaunchTemplateData') ?? properties, key);
}

/** The places that certainly request Spot Instances: of a launch template, or of a launch configuration. */
export function spotPlaces(data: Node): readonly Node[] {
  const type = data.get('InstanceMarketOptions').get('MarketType');
  return [...type.asText.is('spot') ? [type] : [], ...data.get('SpotPrice').isFilled ? [data.get('SpotPrice')] : []];
}

/** Whether the user data mentions something, or part of it cannot be read. */
export function mayMention(launch: LaunchSettings, something: RegExp): boolean {
  const raw = writtenSetting(launch, 'UserData');
  if (raw === undefined) { return false; }
  const script = under(raw, 'Fn::Base64');
  return script === undefined || launch.resource.template.evaluate(script).some(outcome => {
    const text = PartialString.of(outcome);
    return !text?.parts.every(isOneWord) || something.test(String(text));
  });
}

/** A launch template of EC2. */
export class LaunchTemplate extends Entity implements LaunchSettings {
  public static readonly TYPE = 'AWS::EC2::LaunchTemplate';
  public static readonly NAME = 'LaunchTemplateName';

  /** The launch template that a specification, such as `LaunchTemplate` of an Auto Scaling group, names by id or by name. */
  public static at(specification: Node, application: ResourceIndex): LaunchTemplate | undefined {
    return ['LaunchTemplateId', 'LaunchTemplateName'].map(key => entityAt(LaunchTemplate, specification.get(key), application)).find(found => found !== undefined);
  }

  public get data(): Node { return this.node.get('LaunchTemplateData'); }

  public get instanceType(): Value<string> { return this.data.text('InstanceType'); }

  public get securityGroups(): JoinedList<SecurityGroup> {
    const isElsewhere = !this.data.get('SecurityGroups').isAbsent;
    return isElsewhere ? JoinedList.UNKNOWN : SecurityGroup.listAt(this.firstInterface?.get('Groups') ?? this.data.get('SecurityGroupIds'), this.application);
  }

  public get associatesPublicIp(): Value<boolean> {
    if (this.interfaces.isAbsent) { return Value.absent(); }
    return this.firstInterface?.flag('AssociatePublicIpAddress') ?? Value.deferred();
  }

  private get interfaces(): Node { return this.data.get('NetworkInterfaces'); }

  private get firstInterface(): Node | undefined {
    return this.interfaces.asList.sure.find(each => each.number('DeviceIndex').is(0));
  }
}
