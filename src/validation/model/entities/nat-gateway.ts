import { Entity, entityAt } from './entity';
import { Subnet } from './subnet';

/** A NAT gateway. */
export class NatGateway extends Entity {
  public static readonly TYPE = 'AWS::EC2::NatGateway';

  /** The subnet that it stands in; a regional NAT gateway has none. */
  public get subnet(): Subnet | undefined { return entityAt(Subnet, this.node.get('SubnetId'), this.application); }

  /** Whether it certainly translates to private addresses, which connects networks. */
  public get isPrivate(): boolean { return this.node.text('ConnectivityType').is('private'); }
}
