import { queryProblems } from './metric-queries';
import { customizedProblems, missingLabel, superfluousLabel, twoMetrics } from './metrics';
import { capacityProblems, predictionProblems, predefinedIn, queriesIn } from './predictions';
import { adjustmentProblems } from './steps';
import { DEFAULT_POLICY, GROUP_POLICY_FORMATS, GROUP_POLICY_REQUIRED, POLICY_KINDS } from '../../../../facts/group-scaling';
import { own } from '../../../../facts/own';
import type { Node } from '../../../model/evaluation/node';
import { missingMembers } from '../../../model/queries/missing-member';
import { wrongValues } from '../../../model/queries/value-format';
import type { Violation } from '../../rule';

const RESULTS = { results: 1, hasOnePeriod: true } as const;

/** Settings of a scaling policy of an Auto Scaling group that EC2 Auto Scaling refuses. */
export function* groupPolicyProblems(node: Node): Iterable<Violation> {
  yield* wrongValues(node, GROUP_POLICY_FORMATS, () => 'the policy');
  yield* kindProblems(node);
  yield* adjustmentProblems(node);
  for (const { location, problem } of missingMembers(node, GROUP_POLICY_REQUIRED)) { yield { location, message: `the policy has ${problem}; EC2 Auto Scaling requires it` }; }
  yield* trackingProblems(node.get('TargetTrackingConfiguration'));
  const predicting = node.get('PredictiveScalingConfiguration');
  yield* [...predictionProblems(predicting), ...capacityProblems(predicting)];
  for (const metric of predefinedIn(predicting)) { yield* missingLabel(metric, () => true); }
  for (const list of queriesIn(predicting)) { yield* queryProblems(list, RESULTS); }
}

function* kindProblems(node: Node): Iterable<Violation> {
  const type = node.text('PolicyType').orDefault(DEFAULT_POLICY).known;
  const { required = [], forbidden = [] } = own(POLICY_KINDS, type ?? '') ?? {};
  for (const key of required.filter(each => node.get(each).isAbsent)) { yield { location: node.at(key), message: `a policy of type ${type} needs ${key}` }; }
  for (const key of forbidden.filter(each => node.get(each).isGiven)) { yield { location: node.at(key), message: `${key} does not belong to a policy of type ${type}` }; }
}

function* trackingProblems(tracking: Node): Iterable<Violation> {
  const predefined = tracking.get('PredefinedMetricSpecification');
  yield* twoMetrics(tracking);
  yield* [...missingLabel(predefined, () => true), ...superfluousLabel(predefined)];
  yield* customizedProblems(tracking.get('CustomizedMetricSpecification'), RESULTS);
}
