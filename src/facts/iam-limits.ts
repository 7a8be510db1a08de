/**
 * A role with more statements than this, or a statement with more actions or resources, is not read: the inline policies of a role
 * have at most 10,240 characters together, a managed policy has 6,144, and most ARNs take more than thirty.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_ELEMENTS_MAXIMUM = 300;
