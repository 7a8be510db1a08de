/** A variable that decides with which credentials the AWS SDKs sign their requests. */
export interface CredentialVariable {
  readonly name: string;
  /** Another variable without which it has no effect. */
  readonly with?: string;
  /** What happens, after the name of the variable. */
  readonly effect: string;
  /** What to do about it. */
  readonly cure: string;
}

/**
 * Variables that the AWS SDKs read before the credentials of the task role, and those that the ECS agent sets itself.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html
 */
export const CREDENTIAL_VARIABLES: readonly CredentialVariable[] = [
  {
    name: 'AWS_ACCESS_KEY_ID', with: 'AWS_SECRET_ACCESS_KEY', effect: 'is set, so that the AWS SDKs use these keys and not the task role', cure: 'remove the keys, and grant the task role what they allow',
  },
  {
    name: 'AWS_WEB_IDENTITY_TOKEN_FILE', with: 'AWS_ROLE_ARN', effect: 'is set, so that the AWS SDKs use the token in this file and not the task role', cure: 'remove it, and grant the task role what that role allows',
  },
  {
    name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', effect: 'is set, but ECS sets it for each task, and any other value is the path of no credentials', cure: 'remove it',
  },
];

/** With an endpoint of another service, such as a local S3, the keys may belong to it. */
export const OTHER_ENDPOINT = /(?:^|_)ENDPOINT(?:_|$)/;
