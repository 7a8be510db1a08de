/**
 * The maximum number of characters of all inline policies of a role, without white space.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const INLINE_POLICIES_OF_ROLE_CHARACTERS = 10_240;
