import { Entity, entitiesAt } from './entity';
import { Subnet } from './subnet';
import { GATEWAY_DEFAULTS } from '../../../facts/defaults';
import { own } from '../../../facts/own';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** A gateway: load balancers that the services of its clusters share. */
export class Gateway extends Entity {
  public static readonly TYPE = 'AWS::ECS::Gateway';
  public static readonly NAME = 'GatewayName';

  /** Whether clients in the internet reach it: `PUBLIC` or `PRIVATE`. */
  public get accessType(): Value<string> {
    return this.balancer.text('Scheme').orDefault(GATEWAY_DEFAULTS.scheme).map(scheme => own(GATEWAY_DEFAULTS.accessTypes, scheme));
  }

  /** The subnets of its load balancers. Without any, they are those of the default VPC, which are unknown. */
  public get subnets(): JoinedList<Subnet> {
    const { asList: list } = this.subnetPlace;
    return entitiesAt(Subnet, list, list.isKnown && !list.isEmpty, this.application);
  }

  public get subnetPlace(): Node { return this.balancer.get('NetworkConfiguration').get('Subnets'); }

  private get balancer(): Node { return this.node.get('Configuration').get('HostSharedAlb'); }
}
