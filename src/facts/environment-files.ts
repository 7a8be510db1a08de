/**
 * The type and the file name extension of an environment file.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html
 */
export const ENVIRONMENT_FILE = { type: 's3', ending: '.env' } as const;

/** The ARN of an object in a bucket. */
export const S3_OBJECT_ARN = /^arn:[^:]+:s3:::[^/]+\/.+$/;
