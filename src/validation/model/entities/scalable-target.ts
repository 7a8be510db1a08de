import { Cluster, clusterNameAt } from './cluster';
import { Entity, allOf } from './entity';
import type { Part } from '../evaluation/outcome';
import type { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { grouped } from '../index/grouped';
import type { PointsAt, ResourceIndex } from '../index/resource-index';

/** A scalable target of Application Auto Scaling. */
export class ScalableTarget extends Entity {
  public static readonly TYPE = 'AWS::ApplicationAutoScaling::ScalableTarget';

  /** The services that a target scales: its `ResourceId` refers to them or names them. */
  public static readonly servicesOf: PointsAt = ({ properties, template }, application) => {
    const id = properties.partialString('ResourceId');
    const [, cluster, name] = /^service\/([^/]+)\/([^/]+)$/.exec(id?.literal ?? '') ?? [];
    if (name === undefined) {
      const referred = (id?.resources ?? []).filter(({ type }) => type === SERVICE);
      return [...referred, ...id ? namedIn(id, application) : []];
    }
    const named = (application.memo(servicesByName).get(name) ?? [])
      .filter(service => service.template.environment === template.environment && clusterNameAt(service.properties.get('Cluster'), application).is(cluster));
    const here = named.filter(service => service.template === template);
    return here.length > 0 ? here : named;
  };

  /** Whether some scalable target of the app names its resource by a literal. */
  public static readonly haveNames = (application: ResourceIndex): boolean => allOf(ScalableTarget, application).some(({ isNamed }) => isNamed);

  /** Whether some scalable target of the app scales an unknown service, which may be any. */
  public static readonly areUnresolved = (application: ResourceIndex): boolean => {
    const all = allOf(ScalableTarget, application);
    const known = all.filter(({ isNamed, node, resource }) => isNamed
      || node.text('ServiceNamespace').differs('ecs') || ScalableTarget.servicesOf(resource, application).length > 0);
    return known.length < all.length;
  };

  /** Whether it certainly scales an ECS service. */
  public get isOfEcs(): boolean { return this.node.text('ServiceNamespace').is('ecs'); }

  /** Whether a literal names the resource that it scales. */
  public get isNamed(): boolean { return this.node.partialString('ResourceId')?.literal !== undefined; }

  /** The parts of its `ResourceId` between slashes, if there are three: the kind, the cluster and the service. */
  public get idParts(): { readonly cluster: readonly Part[]; readonly service: readonly Part[] } | undefined {
    const [kind, cluster, service, ...others] = slashed(this.node.partialString('ResourceId')?.parts ?? []);
    return service !== undefined && others.length === 0 && kind.join('') === 'service' ? { cluster, service } : undefined;
  }

  public get minCapacity(): Value<number> { return this.node.number('MinCapacity'); }
  public get maxCapacity(): Value<number> { return this.node.number('MaxCapacity'); }

  /** The service that it scales, if the target exists whenever the service does. */
  public get service(): Resource | undefined {
    const [service, ...others] = ScalableTarget.servicesOf(this.resource, this.application);
    return service && others.length === 0 && this.resource.coexistsWith(service) ? service : undefined;
  }

  /** The numbers of tasks between its bounds, 200 at most. */
  public get counts(): readonly number[] {
    const [from, to] = [this.minCapacity.known, this.maxCapacity.known];
    return from === undefined || to === undefined ? [] : Array.from({ length: Math.max(0, Math.min(to - from + 1, 200)) }, (_, more) => from + more);
  }

  public get policies(): readonly Resource[] { return this.application.referringTo(this.resource, POLICY, 'ScalingTargetId'); }

  /** The policies that name its resource and dimension instead of the target. */
  public get policiesByResourceId(): readonly Resource[] { return this.application.pointingAt(this.resource, POLICY, targetsNamedBy); }
}

/** The services with the literal name in a text such as `service/${Cluster}/web`, in the cluster that it refers to. */
function namedIn({ parts: [prefix, cluster, end, ...others] }: PartialString, application: ResourceIndex): readonly Resource[] {
  const isOfCluster = prefix === 'service/' && typeof cluster === 'object' && cluster.kind === 'attribute' && others.length === 0;
  if (!isOfCluster || typeof end !== 'string') { return []; }
  return (application.memo(servicesByName).get(end.slice(1)) ?? [])
    .filter(({ properties }) => application.resolve(properties.get('Cluster'), Cluster.TYPE) === cluster.resource);
}

/** The parts of a text between slashes. A part that only the deployment knows is taken as one. */
function slashed(parts: readonly Part[]): readonly (readonly Part[])[] {
  const found: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') { found.at(-1)?.push(part); continue; }
    const [first, ...others] = part.split('/');
    if (first !== '') { found.at(-1)?.push(first); }
    others.forEach(other => found.push(other === '' ? [] : [other]));
  }
  return found;
}

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

/** The scalable target with the resource and the dimension that a policy names. */
export const targetsNamedBy: PointsAt = (policy, application) => (application.memo(targetsByKey).get(keyOf(policy) ?? '') ?? []).slice(0, 1);

function targetsByKey(application: ResourceIndex): ReadonlyMap<string, readonly Resource[]> {
  return grouped(application.ofType(ScalableTarget.TYPE), target => [keyOf(target) ?? []].flat());
}

/** The resource and dimension that a scalable target or a policy names; `undefined` unless both are known. */
function keyOf({ properties, template }: Resource): string | undefined {
  const id = properties.partialString('ResourceId');
  const dimension = properties.text('ScalableDimension').known;
  return id?.isTraceable && dimension !== undefined ? `${template.name} ${dimension} ${id.key}` : undefined;
}

const SERVICE = 'AWS::ECS::Service';

function servicesByName(application: ResourceIndex): ReadonlyMap<string, readonly Resource[]> {
  return grouped(application.ofType(SERVICE), ({ properties }) => [properties.text('ServiceName').known ?? []].flat());
}
