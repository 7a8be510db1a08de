import { Entity, entitiesAt } from './entity';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import { LOAD_BALANCER_DEFAULTS } from '../../../facts/defaults';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** An Application, Network or Gateway Load Balancer. */
export class LoadBalancer extends Entity {
  public static readonly TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

  private typeCache?: Value<string>;
  private schemeCache?: Value<string>;
  private subnetCache?: JoinedList<Subnet>;
  private securityGroupCache?: JoinedList<SecurityGroup>;

  public get type(): Value<string> { return this.typeCache ??= this.node.text('Type').orDefault(LOAD_BALANCER_DEFAULTS.type); }
  public get scheme(): Value<string> { return this.schemeCache ??= this.node.text('Scheme').orDefault(LOAD_BALANCER_DEFAULTS.scheme); }

  /** Whether it certainly has no security groups. Only a Network Load Balancer can have none. */
  public get hasNoSecurityGroups(): boolean {
    const place = this.node.get('SecurityGroups');
    return this.type.is('network') && (place.isAbsent || place.asList.isEmpty);
  }

  public get securityGroups(): JoinedList<SecurityGroup> {
    return this.securityGroupCache ??= SecurityGroup.listAt(this.node.get('SecurityGroups'), this.application);
  }

  public get subnets(): JoinedList<Subnet> {
    return this.subnetCache ??= entitiesAt(Subnet, this.subnetPlaces, this.knowsItsSubnets, this.application);
  }

  /** The IPv4 ranges of its subnets: it connects to targets with IPv4 addresses from these. */
  public get addressBlocks(): JoinedList<string> {
    const { known, isComplete } = this.subnets;
    return JoinedList.found(known.map(({ node }) => node.text('CidrBlock').known), isComplete);
  }

  /** Whether it certainly has one subnet. A parameter may be a list of subnets. */
  public get hasOneSubnet(): boolean { return this.knowsItsSubnets && this.subnetPlaces.length === 1; }

  private get knowsItsSubnets(): boolean { return this.node.list('Subnets').isKnown && this.node.list('SubnetMappings').isKnown; }

  private get subnetPlaces(): readonly Node[] {
    return [...this.node.list('Subnets'), ...this.node.list('SubnetMappings').map(mapping => mapping.get('SubnetId'))];
  }
}
