import { Format } from './value-format';

/**
 * The name of a capacity provider that is not one of Fargate. ECS documents prefixes in lower case only; it does not say whether it accepts others.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 */
export const CAPACITY_PROVIDER_NAME: Format = {
  pattern: /^(?!aws|ecs|fargate|FARGATE$|FARGATE_SPOT$)[A-Za-z0-9_-]{1,255}$/,
  form: '1 to 255 letters, digits, hyphens and underscores, and not start with aws, ecs or fargate',
};

/**
 * The reserved prefixes in any case. cdk-preflight reports that ECS refuses those in upper case too.
 *
 * Read on 2026-11-30; cdk-preflight 1.9.1.
 *
 * @see https://github.com/badmintoncryer/cdk-preflight
 */
export const RESERVED_PROVIDER_PREFIX = /^(?:aws|ecs|fargate)/i;

/** The name of a capacity provider of Fargate, in any case and however it is spelled: no other capacity provider can have such a name. */
export const FARGATE_PREFIX = /^fargate/i;
