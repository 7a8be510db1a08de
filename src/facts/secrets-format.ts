/**
 * How a secret is written down for ECS. Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */

/**
 * Names of Parameter Store as ECS takes them: no version or label behind a colon, and something between two slashes.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const PARAMETER_NAME = /^(?=.{1,2048}$)\/?[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;

/** The name stands behind one slash, so that of `/app/key` is `parameter/app/key`. */
export const PARAMETER_ARN = /^arn:[^:]+:ssm:[^:]+:([^:]+):parameter(?:\/[A-Za-z0-9_.-]+)+$/;

/** Names of Secrets Manager. @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const SECRET_NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/** A secret without JSON key or version: seven fields. */
export const SECRET_ARN = /^arn:[^:]+:secretsmanager:[^:]+:([^:]+):secret:([^:]+)$/;

/** The same with `:json-key:version-stage:version-id`, as task definitions have it. */
export const SECRET_REFERENCE = /^(arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+):([^:]*):([^:]*):([^:]*)$/;

/**
 * What Secrets Manager adds to a name to make an ARN of it. A name that itself ends like this is taken for a complete ARN, and not found.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The suffix in an IAM policy, for a secret whose own is not known. */
export const ANY_SECRET_SUFFIX = '-??????';
