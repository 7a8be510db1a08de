import type { ValueFormat } from './value-format';

/**
 * The periods of alarms on metrics of AWS services, in seconds: whole minutes, of at most a day.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const ALARM_PERIOD = { unit: 60, max: 86_400 } as const;

/**
 * How long an alarm may evaluate its metric, in seconds: periods of less than an hour for a day in all, longer ones for seven days.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function longestEvaluation(periodSeconds: number): number { return periodSeconds < 3600 ? 86_400 : 604_800; }

/**
 * The periods of an alarm: 10, 20 or 30 seconds, or whole minutes: "Period must be 10, 20, 30 or a multiple of 60".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function isAlarmPeriod(seconds: number): boolean {
  return [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % ALARM_PERIOD.unit === 0);
}

/**
 * The operators that compare with a threshold, and those that compare with a band, which need ThresholdMetricId.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const THRESHOLD_OPERATORS: readonly string[] = [
  'GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold',
];
export const BAND_OPERATORS: readonly string[] = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'];

const MOST_ACTIONS = 5;
const MOST_QUERIES = 10;
const LONGEST_DESCRIPTION = 1024;

/**
 * The lengths of lists in an alarm: the actions for each state, and the metrics and the expressions of its metric math; and of its description.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export const ALARM_LIMITS = { actions: MOST_ACTIONS, metrics: MOST_QUERIES, expressions: MOST_QUERIES, description: LONGEST_DESCRIPTION } as const;
export const ALARM_ACTIONS: readonly string[] = ['AlarmActions', 'OKActions', 'InsufficientDataActions'];

/**
 * The formats of the values in an alarm.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const ALARM_FORMATS: readonly ValueFormat[] = [
  { path: 'ComparisonOperator', oneOf: [...THRESHOLD_OPERATORS, ...BAND_OPERATORS], otherwise: 'refused' },
  { path: 'Statistic', oneOf: ['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'], otherwise: 'refused' },
  { path: 'TreatMissingData', oneOf: ['breaching', 'notBreaching', 'ignore', 'missing'], otherwise: 'refused' },
  { path: 'ExtendedStatistic', pattern: /^(?!p(?:10[1-9]|1[1-9]\d|[2-9]\d\d|\d{4,})(?:\.\d+)?$)/, form: 'a percentile from p0 to p100, such as p99', otherwise: 'refused' },
  { path: 'Namespace', pattern: /^(?!:)\p{ASCII}+$/u, form: 'ASCII characters that do not begin with a colon', otherwise: 'refused' },
  { path: 'EvaluationPeriods', min: 1, form: '1 or more', otherwise: 'refused' },
  { path: 'DatapointsToAlarm', min: 1, form: '1 or more', otherwise: 'refused' },
];
