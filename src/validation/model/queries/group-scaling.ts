import { sizeProblems } from './group-settings';
import { wrongValues, WrongValue } from './value-format';
import {
  DEFAULT_POLICY, GROUP_POLICY_FORMATS, GROUP_SCHEDULE_FORMATS, LABELLED_METRIC, MOST_STEPS, POLICY_KINDS, RECURRENCE_FIELDS,
} from '../../../facts/group-scaling';
import { own } from '../../../facts/own';
import { List, Node } from '../evaluation/node';
import { Value } from '../evaluation/value';
import { repetitionsOf } from '../index/repetitions';

/** Settings of a scaling policy of an Auto Scaling group that EC2 Auto Scaling refuses. */
export function* policyProblems(node: Node): Iterable<WrongValue> {
  yield* wrongValues(node, GROUP_POLICY_FORMATS, () => 'the policy');
  const type = node.text('PolicyType').orDefault(DEFAULT_POLICY).known;
  const kind = type === undefined ? undefined : own(POLICY_KINDS, type);
  for (const key of kind?.required ?? []) {
    if (hasValue(node) && node.get(key).isAbsent) { yield { location: node.at(key), message: `a policy of type ${type} needs ${key}` }; }
  }
  for (const key of kind?.forbidden ?? []) {
    if (node.get(key).isGiven) { yield { location: node.at(key), message: `${key} does not belong to a policy of type ${type}` }; }
  }
  yield* adjustmentProblems(node);
  yield* trackingProblems(node.get('TargetTrackingConfiguration'));
  yield* predictionProblems(node.get('PredictiveScalingConfiguration'));
}

/** Whether a setting of the policy is known, besides its group. */
function hasValue(node: Node): boolean { return node.keys.some(key => key !== 'AutoScalingGroupName' && node.get(key).isGiven); }

function* adjustmentProblems(node: Node): Iterable<WrongValue> {
  const steps = node.list('StepAdjustments');
  const type = node.text('AdjustmentType');
  if (node.get('MinAdjustmentMagnitude').isGiven && type.differs('PercentChangeInCapacity')) {
    yield { location: node.at('MinAdjustmentMagnitude'), message: `MinAdjustmentMagnitude needs AdjustmentType PercentChangeInCapacity; it is ${type}` };
  }
  for (const place of [node, ...steps.sure].map(each => each.get('ScalingAdjustment'))) {
    if (type.is('ExactCapacity') && place.asNumber.satisfies(number => number < 0)) { yield { location: place.location, message: `ScalingAdjustment is ${place.asText}; a capacity cannot be below 0` }; }
  }
  if (steps.atLeast > MOST_STEPS) { yield { location: node.at('StepAdjustments'), message: `the policy has ${steps.atLeast} steps; at most ${MOST_STEPS} are possible` }; }
  if (steps.isKnown) { yield* stepProblems(steps); }
}

interface Step {
  readonly place: Node;
  readonly from: number;
  readonly to: number;
}

/** Steps cover their range without gaps and without overlaps, and reach to infinity on the side that they begin on. */
function* stepProblems(steps: List): Iterable<WrongValue> {
  const known = steps.sure.flatMap((place): Step[] => {
    const from = bound(place.number('MetricIntervalLowerBound'), -Infinity);
    const to = bound(place.number('MetricIntervalUpperBound'), Infinity);
    return from === undefined || to === undefined ? [] : [{ place, from, to }];
  }).sort((one, other) => one.from - other.from);
  const wrong = known.find(({ from, to }) => from >= to || from === -Infinity && to === Infinity);
  if (wrong) {
    yield { location: wrong.place.location, message: `a step from ${shown(wrong.from)} to ${shown(wrong.to)} is no interval with one bound at least` };
    return;
  }
  if (known.length === 0 || known.length < steps.length) { return; }
  for (const [index, { place, from }] of known.entries()) {
    const before = known[index - 1];
    if (before && before.to !== from) { yield { location: place.location, message: `the steps ${before.to < from ? 'leave a gap' : 'overlap'} between ${shown(Math.min(before.to, from))} and ${shown(Math.max(before.to, from))}` }; }
  }
  const [first, last] = [known[0], known[known.length - 1]];
  if (first.from < 0 && first.from > -Infinity) { yield { location: first.place.at('MetricIntervalLowerBound'), message: `the lowest step begins at ${first.from}; with a negative bound, one step has no MetricIntervalLowerBound` }; }
  if (last.to > 0 && last.to < Infinity) { yield { location: last.place.at('MetricIntervalUpperBound'), message: `the highest step ends at ${last.to}; with a positive bound, one step has no MetricIntervalUpperBound` }; }
}

function bound(value: Value<number>, absent: number): number | undefined { return value.isAbsent ? absent : value.known; }

function shown(value: number): string { return value === Infinity ? 'infinity' : value === -Infinity ? 'minus infinity' : String(value); }

function* trackingProblems(tracking: Node): Iterable<WrongValue> {
  const [predefined, customized] = [tracking.get('PredefinedMetricSpecification'), tracking.get('CustomizedMetricSpecification')];
  if (predefined.text('PredefinedMetricType').isKnown && customized.isGiven) { yield { location: customized.location, message: 'a policy tracks one metric; remove PredefinedMetricSpecification or CustomizedMetricSpecification' }; }
  if (tracking.number('TargetValue').isKnown && predefined.isAbsent && customized.isAbsent) { yield { location: tracking.location, message: 'the policy tracks no metric; set PredefinedMetricSpecification or CustomizedMetricSpecification' }; }
  yield* labelProblems(predefined);
  const metrics = customized.get('Metrics');
  if (metrics.isGiven) {
    for (const key of ['MetricName', 'Namespace', 'Statistic', 'Unit', 'Dimensions', 'Period'].filter(each => customized.get(each).isGiven)) {
      yield { location: customized.at(key), message: `${key} does not belong to a specification with Metrics` };
    }
    yield* queryProblems(metrics.asList);
  } else if (metrics.isAbsent && customized.text('MetricName').isKnown) {
    for (const key of ['Namespace', 'Statistic'].filter(each => customized.get(each).isAbsent)) { yield { location: customized.at(key), message: `a specification of one metric needs ${key}` }; }
  }
}

function* labelProblems(metric: Node): Iterable<WrongValue> {
  const type = metric.text('PredefinedMetricType');
  if (type.is(LABELLED_METRIC) && metric.get('ResourceLabel').isAbsent) { yield { location: metric.at('ResourceLabel'), message: `${LABELLED_METRIC} needs ResourceLabel` }; }
  if (type.differs(LABELLED_METRIC) && metric.get('ResourceLabel').isGiven) { yield { location: metric.at('ResourceLabel'), message: `ResourceLabel is for ${LABELLED_METRIC}, not for ${type}` }; }
}

function* queryProblems(queries: List): Iterable<WrongValue> {
  if (!queries.isKnown || queries.isEmpty) { return; }
  const ids = queries.map(query => query.text('Id').known);
  const repeated = queries.sure.find((_, index) => ids[index] !== undefined && ids.indexOf(ids[index]) < index);
  if (repeated) { yield { location: repeated.at('Id'), message: `two metrics have the id ${repeated.text('Id')}` }; }
  const periods = [...new Set(queries.sure.flatMap(query => [query, query.get('MetricStat')]).flatMap(place => place.number('Period').known ?? []))];
  if (periods.length > 1) { yield { location: queries.sure[0].location, message: `the metrics have periods of ${periods.join(' and ')} seconds; use one` }; }
  const returned = queries.map(query => query.flag('ReturnData').orDefault(true));
  if (returned.every(flag => flag.isKnown) && returned.filter(flag => flag.is(true)).length !== 1) {
    yield { location: queries.sure[0].at('ReturnData'), message: `${returned.filter(flag => flag.is(true)).length} metrics return data; exactly one may` };
  }
  for (const query of queries.sure) {
    const [expression, statistic] = [query.get('Expression'), query.get('MetricStat')];
    if (expression.isGiven && statistic.isGiven || expression.isAbsent && statistic.isAbsent) { yield { location: query.at('Expression'), message: 'a metric has either Expression or MetricStat' }; }
  }
}

function* predictionProblems(prediction: Node): Iterable<WrongValue> {
  const specifications = prediction.list('MetricSpecifications');
  if (specifications.atLeast > 1) { yield { location: prediction.at('MetricSpecifications'), message: `the policy has ${specifications.atLeast} metric specifications; exactly one is possible` }; }
  const isIncreasing = prediction.text('MaxCapacityBreachBehavior').orDefault('HonorMaxCapacity');
  const buffer = prediction.get('MaxCapacityBuffer');
  if (isIncreasing.is('IncreaseMaxCapacity') && buffer.isAbsent) { yield { location: prediction.at('MaxCapacityBuffer'), message: 'IncreaseMaxCapacity needs MaxCapacityBuffer' }; }
  if (isIncreasing.is('HonorMaxCapacity') && buffer.isGiven && prediction.isGiven) { yield { location: buffer.location, message: 'MaxCapacityBuffer needs MaxCapacityBreachBehavior IncreaseMaxCapacity' }; }
  for (const specification of specifications.sure) {
    const single = ['PredefinedLoadMetricSpecification', 'PredefinedScalingMetricSpecification', 'CustomizedLoadMetricSpecification', 'CustomizedScalingMetricSpecification']
      .find(key => specification.get(key).isGiven);
    if (single !== undefined && specification.get('PredefinedMetricPairSpecification').isGiven) { yield { location: specification.at(single), message: `${single} and PredefinedMetricPairSpecification exclude each other` }; }
    const isScaled = SCALING_METRICS.some(key => !specification.get(key).isAbsent);
    if (specification.get('CustomizedCapacityMetricSpecification').isGiven && (specification.get('CustomizedLoadMetricSpecification').isAbsent || !isScaled)) {
      yield {
        location: specification.at('CustomizedCapacityMetricSpecification'),
        message: 'CustomizedCapacityMetricSpecification needs CustomizedLoadMetricSpecification and a scaling metric',
      };
    }
    for (const key of PREDEFINED_METRICS) {
      const metric = specification.get(key);
      const type = metric.text('PredefinedMetricType');
      if (type.satisfies(name => name.startsWith('ALB')) && metric.get('ResourceLabel').isAbsent) { yield { location: metric.at('ResourceLabel'), message: `${type} needs ResourceLabel` }; }
    }
    for (const key of CUSTOMIZED_METRICS) { yield* queryProblems(specification.get(key).list('MetricDataQueries')); }
  }
}

const PREDEFINED_METRICS: readonly string[] = ['PredefinedMetricPairSpecification', 'PredefinedLoadMetricSpecification', 'PredefinedScalingMetricSpecification'];
const CUSTOMIZED_METRICS: readonly string[] = ['CustomizedLoadMetricSpecification', 'CustomizedScalingMetricSpecification', 'CustomizedCapacityMetricSpecification'];
const SCALING_METRICS: readonly string[] = ['CustomizedScalingMetricSpecification', 'PredefinedScalingMetricSpecification'];

/** Scheduled actions of a group that start at the same time. */
export function sameStartProblems(actions: readonly Node[]): readonly WrongValue[] {
  return repetitionsOf(actions, action => action.text('StartTime').known, ({ resource }) => resource).map(({ again, first }) => ({
    location: again.at('StartTime'),
    message: `the scheduled action starts at ${again.text('StartTime')}, as ${first.resource.logicalId} does; use another time`,
  }));
}

/** Settings of a scheduled action of an Auto Scaling group that EC2 Auto Scaling refuses. */
export function* scheduleProblems(node: Node): Iterable<WrongValue> {
  yield* wrongValues(node, GROUP_SCHEDULE_FORMATS, () => 'the scheduled action');
  yield* sizeProblems(node);
  if (['Recurrence', 'StartTime'].some(key => node.text(key).isKnown) && ['MinSize', 'MaxSize', 'DesiredCapacity'].every(key => node.get(key).isAbsent)) { yield { location: node.at('DesiredCapacity'), message: 'the scheduled action changes nothing; set MinSize, MaxSize or DesiredCapacity' }; }
  if (node.get('EndTime').isGiven && node.get('StartTime').isAbsent && node.get('Recurrence').isAbsent) { yield { location: node.at('EndTime'), message: 'EndTime needs StartTime or Recurrence' }; }
  const [start, end] = [node.text('StartTime').map(Date.parse), node.text('EndTime').map(Date.parse)];
  if (start.satisfies(from => end.satisfies(to => to < from))) { yield { location: node.at('EndTime'), message: `EndTime ${node.text('EndTime')} is before StartTime ${node.text('StartTime')}` }; }
  for (const [index, field] of (node.text('Recurrence').known ?? '').trim().split(/\s+/).entries()) {
    const row = RECURRENCE_FIELDS[index] as (typeof RECURRENCE_FIELDS)[number] | undefined;
    const wrong = row && (field.replace(/\/\d+/g, '').match(/\d+/g) ?? []).map(Number).find(number => number < row.min || number > row.max);
    if (row && wrong !== undefined) { yield { location: node.at('Recurrence'), message: `Recurrence ${node.text('Recurrence')} has ${wrong} for the ${row.name}; it must be from ${row.min} to ${row.max}` }; }
  }
}
