import type { PointsAt, Application } from './application';
import { Node } from './node';
import type { Resource } from './resource';
import type { Service } from './service';
import { Value } from './value';

/** What Application Auto Scaling may change, and its policies. */
export class ScalableTarget {
  /** The service a target scales: the resource that its ResourceId names. */
  public static readonly serviceOf: PointsAt = ({ properties }) => (properties.phrase('ResourceId')?.resources ?? [])
    .filter(resource => resource.type === 'AWS::ECS::Service');

  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  /** Whether it certainly scales a service. */
  public get isOfEcs(): boolean { return this.node.text('ServiceNamespace').is('ecs'); }

  public get minCapacity(): Value<number> { return this.node.number('MinCapacity'); }
  public get maxCapacity(): Value<number> { return this.node.number('MaxCapacity'); }

  /** The service it scales, when it does so wherever the service exists. */
  public get service(): Service | undefined {
    const [service, ...others] = ScalableTarget.serviceOf(this.resource, this.application);
    return service && others.length === 0 && this.resource.coexistsWith(service) ? this.application.serviceOf(service) : undefined;
  }

  public get policies(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ApplicationAutoScaling::ScalingPolicy', scalingTargetOf);
  }
}

const scalingTargetOf: PointsAt = ({ properties }) => {
  const target = properties.target('ScalingTargetId');
  return target ? [target] : [];
};
