import { CLUSTER_USERS, INSTANCE_TEMPLATES, userDataCluster } from '../../../facts/cluster-users';
import { Cluster } from '../entities/cluster';
import { PartialString } from '../evaluation/partial-string';
import { under } from '../evaluation/raw';
import type { Location, Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** A resource that uses a cluster of the app. */
export interface ClusterUse {
  readonly user: Resource;
  /** The resource that names the cluster: the user, or the launch template of an Auto Scaling group. */
  readonly namedBy: Resource;
  readonly cluster: Resource;
  /** The place that names the cluster. */
  readonly location: Location;
}

/** The resources that use a cluster, and the Auto Scaling groups whose instances register with it. */
export function clusterUses(application: ResourceIndex): readonly ClusterUse[] {
  return [...CLUSTER_USERS.flatMap(({ type, property }) => application.ofType(type).flatMap(user => {
    const place = user.properties.get(property);
    const cluster = application.resolve(place, Cluster.TYPE, Cluster.NAME);
    return cluster ? [{ user, namedBy: user, cluster, location: place.location }] : [];
  })), ...instanceUses(application)];
}

function instanceUses(application: ResourceIndex): readonly ClusterUse[] {
  return application.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap(user => user.dependencies.flatMap(template => {
    const path = INSTANCE_TEMPLATES.get(template.type);
    const name = path === undefined ? undefined : userDataCluster(userDataOf(template, path));
    const cluster = application.ofType(Cluster.TYPE).find(each => each.template === user.template && each.properties.text(Cluster.NAME).is(name ?? ''));
    return cluster && path !== undefined ? [{ user, namedBy: template, cluster, location: template.at(path) }] : [];
  }));
}

/** The script in the user data, with a mark for each part that only the deployment knows. */
function userDataOf(resource: Resource, path: string): string {
  const raw = path.split('.').reduce(under, resource.written('Properties'));
  const [outcome, ...others] = resource.template.evaluate(under(raw, 'Fn::Base64'));
  return others.length > 0 ? '' : PartialString.of(outcome)?.key ?? '';
}
