/**
 * The retries of a state, and the seconds that a state may take. An execution of a Standard workflow lasts a year at most.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const STATE_RETRIES = {
  attempts: { min: 0, max: 99_999_999 },
  intervalSeconds: { min: 1, max: 99_999_999 },
  backoffRate: { min: 1 },
  /** Above the interval, and at most 366 days. */
  maxDelaySeconds: { max: 31_622_400 },
  timeoutSeconds: { min: 1, max: 31_536_000 },
} as const;
