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
