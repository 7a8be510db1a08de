import { Entity } from './entity';
import type { Node } from '../evaluation/node';
import { places } from '../evaluation/places';

/** An alarm of CloudWatch. */
export class Alarm extends Entity {
  public static readonly TYPE = 'AWS::CloudWatch::Alarm';
  public static readonly NAME = 'AlarmName';

  /** Its metrics, each with a namespace, a name and dimensions. */
  public get metrics(): readonly Node[] {
    return [this.node, ...places(this.node, 'Metrics/*/MetricStat/Metric')].filter(metric => !metric.get('Namespace').isAbsent);
  }
}
