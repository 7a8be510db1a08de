import { Entity } from './entity';
import { ScalableTarget, targetsNamedBy } from './scalable-target';
import { POLICY_CONFIGURATIONS, POLICY_RESOURCE, SERVICE_SCALING } from '../../../facts/scaling';
import type { Node } from '../evaluation/node';
import type { Value } from '../evaluation/value';

/** A scaling policy of Application Auto Scaling. */
export class ScalingPolicy extends Entity {
  public static readonly TYPE = 'AWS::ApplicationAutoScaling::ScalingPolicy';

  /** Whether it certainly belongs to a service, or names nothing that it could belong to. */
  public get isOfEcs(): boolean {
    const { node, target } = this;
    if (target) { return target.isOfEcs; }
    if (this.namesNothing) { return true; }
    return node.text('ServiceNamespace').is(SERVICE_SCALING.namespace)
      || node.partialString('ResourceId')?.head.startsWith(SERVICE_SCALING.prefix) === true
      || node.partialString('ScalingTargetId')?.tail.endsWith(`|${SERVICE_SCALING.namespace}`) === true;
  }

  /** Whether it certainly names no scalable target, in neither of the two ways. */
  public get namesNothing(): boolean { return ['ScalingTargetId', ...POLICY_RESOURCE].every(key => this.node.get(key).isAbsent); }

  /** The scalable target in the app that it certainly belongs to. */
  public get target(): ScalableTarget | undefined {
    const referred = this.application.resolve(this.node.get('ScalingTargetId'), ScalableTarget.TYPE) ?? targetsNamedBy(this.resource, this.application).at(0);
    return referred && this.application.view(ScalableTarget, referred);
  }

  public get type(): Value<string> { return this.node.text('PolicyType'); }

  public get tracking(): Node { return this.node.get(POLICY_CONFIGURATIONS.TargetTrackingScaling); }
  public get stepping(): Node { return this.node.get(POLICY_CONFIGURATIONS.StepScaling); }
  public get predicting(): Node { return this.node.get(POLICY_CONFIGURATIONS.PredictiveScaling); }

  /** The predefined metric that it tracks. */
  public get predefined(): Node { return this.tracking.get('PredefinedMetricSpecification'); }
  public get customized(): Node { return this.tracking.get('CustomizedMetricSpecification'); }
}
