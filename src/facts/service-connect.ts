/**
 * The name of a Service Connect service in AWS Cloud Map, which is unique in its namespace.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 */
export const DISCOVERY_NAME = {
  pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  form: '1 to 64 lowercase letters, digits, underscores and hyphens, and not start with a hyphen',
} as const;
