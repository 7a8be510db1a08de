/**
 * The forms of secret names and references in ECS. Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */

/**
 * Parameter names that ECS accepts: no version or label after a colon, and no empty part between slashes.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const PARAMETER_NAME = /^(?=.{1,2048}$)\/?[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;

/** There is one slash before the name, so the ARN of `/app/key` ends in `parameter/app/key`. */
export const PARAMETER_ARN = /^arn:[^:]+:ssm:[^:]+:([^:]+):parameter(?:\/[A-Za-z0-9_.-]+)+$/;

/**
 * The ARN of a parameter whose name has nothing between two slashes: "invalid ssm parameters: /api//key". The name of a parameter cannot be so.
 * Whether ECS accepts two slashes before the name is unproven.
 *
 * Read on 2026-11-29.
 *
 * @see https://github.com/HHS/simpler-grants-gov/pull/4330
 */
export const EMPTY_PART = /:parameter\/[^/].*\/\//;

/** Names of Secrets Manager. @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const SECRET_NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/** The ARN of a secret without JSON key or version: seven fields. */
export const SECRET_ARN = /^arn:[^:]+:secretsmanager:[^:]+:([^:]+):secret:([^:]+)$/;

/** The same with `:json-key:version-stage:version-id`, as in task definitions. */
export const SECRET_REFERENCE = /^(arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+):([^:]*):([^:]*):([^:]*)$/;

/**
 * The suffix that Secrets Manager adds to a name in the ARN. A name that itself ends like this is treated as a complete ARN, and not found.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The pattern of the suffix in an IAM policy, for a secret whose suffix is not known. */
export const ANY_SECRET_SUFFIX = '-??????';
