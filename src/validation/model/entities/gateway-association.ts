import { Cluster, clusterOf } from './cluster';
import { Entity, entityAt } from './entity';
import { Gateway } from './gateway';
import { JoinedList } from '../evaluation/joined-list';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';
import { mayNameOne } from '../index/unresolved-reference';

/** The association of a gateway with a cluster, whose services may then connect to it. */
export class GatewayAssociation extends Entity {
  public static readonly TYPE = 'AWS::ECS::GatewayClusterAssociations';

  /** The associations of a cluster. */
  public static of({ resource, application }: Cluster): JoinedList<GatewayAssociation> {
    const known = application.pointingAt(resource, GatewayAssociation.TYPE, clusterOf).map(each => application.view(GatewayAssociation, each));
    return new JoinedList(known, !application.memo(haveUnresolved) && !mayBeChangedOutside(resource, application));
  }

  public get gateway(): Gateway | undefined { return entityAt(Gateway, this.node.get('Gateway'), this.application); }
}

/** Whether the app associates a gateway with an unknown cluster, which may be any. */
function haveUnresolved(application: ResourceIndex): boolean {
  return application.ofType(GatewayAssociation.TYPE).some(({ properties }) => mayNameOne(properties.get('Cluster'), Cluster.TYPE, application));
}
