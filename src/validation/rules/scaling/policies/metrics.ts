import { Results, queryProblems } from './metric-queries';
import { countsRequests, SINGLE_METRIC } from '../../../../facts/scaling-metrics';
import type { Node } from '../../../model/evaluation/node';
import type { Violation } from '../../rule';

const REQUIRED = ['MetricName', 'Namespace', 'Statistic'] as const;

/** A target tracking configuration with a predefined and a customized metric. */
export function* twoMetrics(tracking: Node): Iterable<Violation> {
  const [predefined, customized] = [tracking.get('PredefinedMetricSpecification'), tracking.get('CustomizedMetricSpecification')];
  if (predefined.isGiven && customized.isGiven) {
    yield { location: customized.location, message: 'PredefinedMetricSpecification and CustomizedMetricSpecification are set, of which a policy has one; remove one of them' };
  }
}

/** What is wrong with a customized metric that a policy tracks: one metric, or a list. */
export function* customizedProblems(metric: Node, results: Results): Iterable<Violation> {
  const metrics = metric.get('Metrics');
  if (metric.isGiven) { yield* metrics.isAbsent ? incomplete(metric) : mixed(metric); }
  yield* queryProblems(metrics, results);
}

function* incomplete(metric: Node): Iterable<Violation> {
  for (const key of REQUIRED.filter(each => metric.get(each).isAbsent)) { yield { location: metric.at(key), message: `CustomizedMetricSpecification has no ${key}` }; }
}

function* mixed(metric: Node): Iterable<Violation> {
  for (const key of SINGLE_METRIC.filter(each => metric.get('Metrics').isSure && metric.get(each).isSure)) {
    yield { location: metric.at(key), message: `CustomizedMetricSpecification has Metrics and ${key}; it has a list of metrics, or one metric` };
  }
}

/** A predefined metric of requests without the label of its target group. */
export function* missingLabel(metric: Node, isRefused: (name: string) => boolean): Iterable<Violation> {
  const type = metric.text('PredefinedMetricType');
  if (type.satisfies(countsRequests) && metric.get('ResourceLabel').isAbsent) {
    yield {
      location: metric.at('ResourceLabel'),
      message: `${type} needs ResourceLabel: the load balancer and the target group whose requests are counted`,
      ...type.satisfies(isRefused) ? {} : { severity: 'warning' },
    };
  }
}

/** A label of a metric that counts no requests. */
export function* superfluousLabel(metric: Node): Iterable<Violation> {
  const type = metric.text('PredefinedMetricType');
  const label = metric.get('ResourceLabel');
  if (label.isGiven && type.satisfies(name => !countsRequests(name))) {
    yield { location: label.location, message: `ResourceLabel is set for ${type}, which does not count requests; remove it` };
  }
}
