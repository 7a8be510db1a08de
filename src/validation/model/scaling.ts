import type { PointsAt, Application } from './application';
import { Node } from './node';
import type { Resource } from './resource';
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

  public get minCapacity(): Value<number> { return this.node.number('MinCapacity'); }
  public get maxCapacity(): Value<number> { return this.node.number('MaxCapacity'); }

  public get policies(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ApplicationAutoScaling::ScalingPolicy', scalingTargetOf);
  }
}

const scalingTargetOf: PointsAt = ({ properties }) => {
  const target = properties.target('ScalingTargetId');
  return target ? [target] : [];
};
