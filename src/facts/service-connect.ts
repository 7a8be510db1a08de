import type { Format } from './value-format';

/**
 * The name of a Service Connect service in AWS Cloud Map, which is unique in its namespace.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 */
export const DISCOVERY_NAME: Format = {
  pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  form: '1 to 64 lowercase letters, digits, underscores and hyphens, and not start with a hyphen',
};

/**
 * "For each ServiceConnectService, you must provide at least one clientAlias with one port", and the maximum is 1. Without an alias ECS answers
 * "clientAliases must have 1 element", with two "2 clientAliases exceeds the max limit of 1". CloudFormation has the property as optional.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/44027
 */
export const CLIENT_ALIASES = 1;
