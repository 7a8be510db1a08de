import type { Format } from './value-format';

/**
 * The quotas of IAM for policies. White space does not count.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** The maximum characters of a managed policy. The inline policies of a role may have 10,240 together. */
export const MANAGED_POLICY_CHARACTERS = 6_144;

/** The maximum number of managed policies of a role. AWS raises the quota to 20 on request. */
export const ROLE_MANAGED_POLICIES = 10;

/**
 * Rules do not evaluate a role with more statements than this, or a statement with more actions or resources. The inline policies of a role have at
 * most 10,240 characters together, a managed policy has 6,144, and most ARNs have more than thirty.
 */
export const POLICY_ELEMENTS_MAXIMUM = 300;

/** The names of roles. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLE_NAME: Format = { pattern: /^[\w+=,.@-]{1,64}$/, form: '1 to 64 letters, digits and the characters _+=,.@-' };
