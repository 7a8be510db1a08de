import { BAND_OPERATORS, THRESHOLD_OPERATORS } from '../../../../facts/alarms';
import type { Alarm } from '../../../model/entities/alarm';
import { ScalingPolicy } from '../../../model/entities/scaling-policy';
import { places } from '../../../model/evaluation/places';
import type { Violation } from '../../rule';

/** An operator without what it compares with. */
export function* thresholdProblems({ node }: Alarm): Iterable<Violation> {
  const operator = node.text('ComparisonOperator');
  const [threshold, metric] = [node.get('Threshold'), node.get('ThresholdMetricId')];
  if (operator.isOneOf(THRESHOLD_OPERATORS) && threshold.isAbsent) { yield { location: threshold.location, message: `ComparisonOperator is ${operator}, but Threshold is not set` }; }
  if (operator.isOneOf(BAND_OPERATORS) && metric.isAbsent) { yield { location: metric.location, message: `ComparisonOperator is ${operator}, but ThresholdMetricId is not set` }; }
}

/** A band that the alarm does not have, or that scales. */
export function* bandProblems({ node }: Alarm): Iterable<Violation> {
  const metric = node.text('ThresholdMetricId');
  if (!metric.isKnown) { return; }
  const queries = node.list('Metrics');
  const isOther = [...queries].every(query => query.text('Id').satisfies(id => metric.differs(id)) || query.flag('ReturnData').is(false));
  if (queries.isKnown && isOther) { yield { location: node.at('ThresholdMetricId'), message: `ThresholdMetricId is ${metric}, and no entry of Metrics with this id returns data` }; }
  for (const action of places(node, 'AlarmActions/*').filter(each => each.asAttribute?.resource.type === ScalingPolicy.TYPE)) {
    yield { location: action.location, message: 'the alarm compares with a band, and cannot have a scaling policy as an action' };
  }
}
