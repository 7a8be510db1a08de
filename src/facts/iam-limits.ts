/**
 * The quotas of IAM for policies. White space does not count.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** The characters of a managed policy. The inline policies of a role have at most 10,240 together. */
export const MANAGED_POLICY_CHARACTERS = 6_144;

/** The managed policies of a role. AWS raises the quota to 20 on request. */
export const ROLE_MANAGED_POLICIES = 10;

/**
 * A role with more statements than this, or a statement with more actions or resources, is not read: the inline policies of a role
 * have at most 10,240 characters together, a managed policy has 6,144, and most ARNs take more than thirty.
 */
export const POLICY_ELEMENTS_MAXIMUM = 300;
