import { Entity, entityAt } from './entity';
import { Subnet } from './subnet';
import { NAT_GATEWAY_DEFAULTS } from '../../../facts/defaults';

/** A NAT gateway. */
export class NatGateway extends Entity {
  public static readonly TYPE = 'AWS::EC2::NatGateway';

  /** The subnet that it stands in; a regional NAT gateway has none. */
  public get subnet(): Subnet | undefined { return entityAt(Subnet, this.node.get('SubnetId'), this.application); }

  /** Whether it certainly translates to public addresses. A private NAT gateway connects networks. */
  public get isPublic(): boolean { return this.node.text('ConnectivityType').orDefault(NAT_GATEWAY_DEFAULTS.connectivity).is('public'); }
}
