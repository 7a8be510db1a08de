import { Entity, entityAt } from './entity';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import { LOAD_BALANCER_DEFAULTS } from '../../../facts/defaults';
import type { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** An Application, Network or Gateway Load Balancer. */
export class LoadBalancer extends Entity {
  public static readonly TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

  public get type(): Value<string> { return this.node.text('Type').orDefault(LOAD_BALANCER_DEFAULTS.type); }
  public get scheme(): Value<string> { return this.node.text('Scheme').orDefault(LOAD_BALANCER_DEFAULTS.scheme); }

  /** Whether it certainly has no security groups, which only a Network Load Balancer can lack. */
  public get hasNoSecurityGroups(): boolean {
    const place = this.node.get('SecurityGroups');
    return this.type.is('network') && (place.isAbsent || place.asList.isEmpty);
  }

  /** Its security groups; `undefined` when one of them is not in the app. */
  public get securityGroups(): readonly SecurityGroup[] | undefined {
    return SecurityGroup.all(this.node.get('SecurityGroups'), this.application);
  }

  /** Its subnets that are certainly in the app. */
  public get knownSubnets(): readonly Subnet[] {
    return this.subnetPlaces.filter(place => place.isSure).flatMap(place => entityAt(Subnet, place, this.application) ?? []);
  }

  /** Whether it certainly has one subnet. A parameter may be a list of subnets. */
  public get hasOneSubnet(): boolean {
    const lists = [this.node.list('Subnets'), this.node.list('SubnetMappings')];
    return lists.every(list => list.isKnown) && this.subnetPlaces.length === 1;
  }

  private get subnetPlaces(): readonly Node[] {
    return [...this.node.list('Subnets'), ...this.node.list('SubnetMappings').map(mapping => mapping.get('SubnetId'))];
  }
}
