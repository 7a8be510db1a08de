import type { Node } from '../../../model/evaluation/node';
import { places } from '../../../model/evaluation/places';
import type { Violation } from '../../rule';

const PAIR = 'PredefinedMetricPairSpecification';
const SCALING = ['PredefinedScalingMetricSpecification', 'CustomizedScalingMetricSpecification'];
const LOAD = ['PredefinedLoadMetricSpecification', 'CustomizedLoadMetricSpecification'];
const CAPACITY = 'CustomizedCapacityMetricSpecification';

/** The predefined metrics of a prediction. */
export function predefinedIn(predicting: Node): readonly Node[] {
  return [PAIR, SCALING[0], LOAD[0]].flatMap(key => places(predicting, `MetricSpecifications/*/${key}`));
}

/** The lists of metrics of a prediction. */
export function queriesIn(predicting: Node): readonly Node[] {
  return [SCALING[1], LOAD[1], CAPACITY].flatMap(key => places(predicting, `MetricSpecifications/*/${key}/MetricDataQueries`));
}

/** What is wrong with the configuration of predictive scaling, of a service or of an Auto Scaling group. */
export function* predictionProblems(predicting: Node): Iterable<Violation> {
  if (predicting.isAbsent) { return; }
  const specifications = predicting.list('MetricSpecifications');
  if (specifications.isKnown && specifications.length !== 1) {
    yield { location: predicting.at('MetricSpecifications'), message: `MetricSpecifications has ${specifications.length} entries; a policy has exactly one` };
  }
  for (const specification of specifications.sure) { yield* metricProblems(specification); }
  yield* bufferProblems(predicting);
}

function* metricProblems(specification: Node): Iterable<Violation> {
  const given = (keys: readonly string[]) => keys.filter(key => specification.get(key).isGiven);
  const [separate] = given([...SCALING, ...LOAD]);
  if (specification.get(PAIR).isGiven && separate !== undefined) {
    yield { location: specification.at(separate), message: `${PAIR} and ${separate} are set; a specification has a pair, or a scaling metric and a load metric` };
  }
  for (const keys of [SCALING, LOAD]) {
    if (given(keys).length > 1) { yield { location: specification.at(keys[1]), message: `${keys.join(' and ')} are set; a specification has one of them` }; }
  }
  if (specification.get(PAIR).isAbsent) { yield* missingMetrics(specification); }
}

function* missingMetrics(specification: Node): Iterable<Violation> {
  const { location } = specification;
  const missing = [SCALING, LOAD].filter(keys => keys.every(key => specification.get(key).isAbsent));
  if (missing.length > 1) {
    yield { location, message: `the specification has no metrics; set ${PAIR}, or a scaling metric and a load metric` };
  } else if (missing.length === 1) {
    yield { location, message: `the specification has neither ${PAIR} nor ${missing[0].join(' or ')}` };
  }
}

function* bufferProblems(predicting: Node): Iterable<Violation> {
  const behavior = predicting.text('MaxCapacityBreachBehavior').orDefault('HonorMaxCapacity');
  const buffer = predicting.get('MaxCapacityBuffer');
  if (behavior.is('HonorMaxCapacity') && buffer.isGiven) {
    yield { location: buffer.location, message: 'MaxCapacityBuffer is set, but MaxCapacityBreachBehavior is HonorMaxCapacity; remove it' };
  }
  if (behavior.is('IncreaseMaxCapacity') && buffer.isAbsent) {
    yield { location: buffer.location, message: 'MaxCapacityBreachBehavior is IncreaseMaxCapacity, which requires MaxCapacityBuffer' };
  }
}

/** The number of instances in a customized metric, which only completes a customized load and a scaling metric. */
export function* capacityProblems(predicting: Node): Iterable<Violation> {
  for (const specification of predicting.list('MetricSpecifications').sure.filter(each => each.get(CAPACITY).isGiven)) {
    if (specification.get(LOAD[1]).isAbsent || SCALING.every(key => specification.get(key).isAbsent)) {
      yield { location: specification.at(CAPACITY), message: `${CAPACITY} is set without ${LOAD[1]} and a scaling metric` };
    }
  }
}
