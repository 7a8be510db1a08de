import type { PointsAt, Application } from './application';
import { Node } from './evaluation/node';
import type { Resource } from './evaluation/resource';
import { Value } from './evaluation/value';
import { grouped } from './grouped';
import type { Service } from './service';

/** What Application Auto Scaling may change, and its policies. */
export class ScalableTarget {
  /** The service a target scales: the resource that its ResourceId names, by reference or by name. */
  public static readonly serviceOf: PointsAt = ({ properties, template }, application) => {
    const id = properties.phrase('ResourceId');
    const [, cluster, name] = /^service\/([^/]+)\/([^/]+)$/.exec(id?.literal ?? '') ?? [];
    if (name === undefined) { return (id?.resources ?? []).filter(resource => resource.type === SERVICE); }
    const named = application.fact(servicesByName).get(name) ?? [];
    return named.filter(service => service.template.environment === template.environment && application.serviceOf(service).clusterName.is(cluster));
  };

  /** Whether some target of the app says by name what it scales. */
  public static readonly haveNames = (application: Application): boolean => application.scalableTargets.some(({ isNamed }) => isNamed);

  /** Whether some target of the app scales a service that is not known: it may be any. */
  public static readonly areStray = (application: Application): boolean => {
    const known = application.scalableTargets.filter(({ isNamed, node, resource }) => isNamed
      || node.text('ServiceNamespace').differs('ecs') || ScalableTarget.serviceOf(resource, application).length > 0);
    return known.length < application.scalableTargets.length;
  };

  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  /** Whether it certainly scales a service. */
  public get isOfEcs(): boolean { return this.node.text('ServiceNamespace').is('ecs'); }

  /** Whether what it scales is named by a literal. */
  public get isNamed(): boolean { return this.node.phrase('ResourceId')?.literal !== undefined; }

  public get minCapacity(): Value<number> { return this.node.number('MinCapacity'); }
  public get maxCapacity(): Value<number> { return this.node.number('MaxCapacity'); }

  /** The service it scales, when it does so wherever the service exists. */
  public get service(): Service | undefined {
    const [service, ...others] = ScalableTarget.serviceOf(this.resource, this.application);
    return service && others.length === 0 && this.resource.coexistsWith(service) ? this.application.serviceOf(service) : undefined;
  }

  /** Every number of tasks between its bounds, up to 200 of them. */
  public get counts(): readonly number[] {
    const [from, to] = [this.minCapacity.known, this.maxCapacity.known];
    return from === undefined || to === undefined ? [] : Array.from({ length: Math.max(0, Math.min(to - from + 1, 200)) }, (_, more) => from + more);
  }

  public get policies(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ApplicationAutoScaling::ScalingPolicy', scalingTargetOf);
  }
}

const SERVICE = 'AWS::ECS::Service';

function servicesByName(application: Application): ReadonlyMap<string, readonly Resource[]> {
  return grouped(application.ofType(SERVICE), ({ properties }) => [properties.text('ServiceName').known ?? []].flat());
}

const scalingTargetOf: PointsAt = ({ properties }) => {
  const target = properties.target('ScalingTargetId');
  return target ? [target] : [];
};
