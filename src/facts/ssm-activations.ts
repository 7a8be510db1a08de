import type { Format } from './value-format';

/**
 * The bounds of an activation of Systems Manager: how many servers register with it, and for how many seconds.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
 */
export const SSM_ACTIVATION = {
  registrations: { min: 1, max: 1000 },
  seconds: { min: 60, max: 30 * 24 * 60 * 60 },
} as const;

/** The names of managed nodes. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html */
export const MANAGED_NODE_NAME: Format = { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u, form: '1 to 256 letters, digits, spaces and the characters _.:/=+-@' };
