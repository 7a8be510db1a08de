import { Compute } from './compute';
import { isBefore } from './versions';

/** The kinds of secret values that ECS can inject for a task definition, by source and destination. */
export const SECRET_FEATURES = [
  'parameter', 'parameterVersion',
  'secret', 'secretJsonKey', 'secretVersionStage', 'secretVersionId',
  'logDriverValue', 'logDriverJsonKeyOrVersion', 'fireLensValue',
  'registryCredentials',
] as const;
export type SecretFeature = (typeof SECRET_FEATURES)[number];

/** A compute, by operating system if the operating systems differ. */
export const SECRET_HOSTS = ['EC2_LINUX', 'EC2_WINDOWS', 'FARGATE_LINUX', 'FARGATE_WINDOWS', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;
export type SecretHost = (typeof SECRET_HOSTS)[number];

/**
 * `sincePlatform`: the lowest Fargate platform version; Linux and Windows number theirs independently. `sinceAgent`: the lowest version of the
 * container agent, which a template does not show.
 */
export interface SecretSupport {
  readonly offered: 'always' | 'never' | 'unknown';
  readonly sincePlatform?: string;
  readonly sinceAgent?: string;
}

const ALWAYS: SecretSupport = { offered: 'always' };
const NEVER: SecretSupport = { offered: 'never' };
const UNKNOWN: SecretSupport = { offered: 'unknown' };
const fromPlatform = (sincePlatform: string): SecretSupport => ({ offered: 'always', sincePlatform });
const fromAgent = (sinceAgent: string): SecretSupport => ({ offered: 'always', sinceAgent });

/** All versions of Managed Instances and of Fargate for Windows support it; the agent of ECS Anywhere is 1.52.0 or later. */
function everywhere(agent: string, fargateLinux: string): Readonly<Record<SecretHost, SecretSupport>> {
  return {
    EC2_LINUX: fromAgent(agent),
    EC2_WINDOWS: fromAgent(agent),
    FARGATE_LINUX: fromPlatform(fargateLinux),
    FARGATE_WINDOWS: fromPlatform('1.0.0'),
    EXTERNAL: fromAgent('1.52.0'),
    MANAGED_INSTANCES: ALWAYS,
  };
}

/**
 * The support of each feature on each host, and since which version.
 *
 * Fargate supported only Parameter Store from January to April 2019. Both stores work on every platform version that still runs; Fargate for Linux
 * supports JSON keys and versions of a secret since 1.4.0. Agent versions are those in the source code of the agent, which the guide rounds down in
 * places.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-logconfig.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/CHANGELOG.md
 */
export const SECRET_SUPPORT: Readonly<Record<SecretFeature, Readonly<Record<SecretHost, SecretSupport>>>> = {
  parameter: everywhere('1.22.0', '1.3.0'),
  // a name contains no colon, and ECS accepts no ARN with a version: https://github.com/aws/containers-roadmap/issues/859
  parameterVersion: {
    EC2_LINUX: NEVER, EC2_WINDOWS: NEVER, FARGATE_LINUX: NEVER, FARGATE_WINDOWS: NEVER, EXTERNAL: NEVER, MANAGED_INSTANCES: NEVER,
  },
  secret: everywhere('1.23.0', '1.3.0'),
  secretJsonKey: everywhere('1.37.0', '1.4.0'),
  secretVersionStage: everywhere('1.37.0', '1.4.0'),
  secretVersionId: everywhere('1.37.0', '1.4.0'),
  logDriverValue: everywhere('1.27.0', '1.3.0'),
  logDriverJsonKeyOrVersion: everywhere('1.37.0', '1.4.0'),
  fireLensValue: { ...everywhere('1.30.0', '1.3.0'), EC2_WINDOWS: NEVER, FARGATE_WINDOWS: NEVER },
  registryCredentials: { ...everywhere('1.19.0', '1.2.0'), FARGATE_WINDOWS: UNKNOWN },
};

/** Why a feature is refused; without `since`, no version supports it. */
export interface SecretRefusal {
  readonly since?: string;
}

/** The column of the table; undefined if it depends on an unknown operating system. */
export function secretHost(compute: Compute, operatingSystemFamily: string | undefined): SecretHost | undefined {
  if (compute === 'EXTERNAL' || compute === 'MANAGED_INSTANCES') { return compute; }
  if (operatingSystemFamily === undefined) { return undefined; }
  return `${compute}_${operatingSystemFamily.startsWith('WINDOWS') ? 'WINDOWS' : 'LINUX'}`;
}

/** Why ECS cannot inject `feature`; undefined if it can, or if that is unknown. */
export function secretRefusal(feature: SecretFeature, host: SecretHost, platformVersion?: string): SecretRefusal | undefined {
  const support = SECRET_SUPPORT[feature][host];
  if (support.offered === 'never') { return {}; }
  const since = support.sincePlatform;
  return since && platformVersion && isBefore(platformVersion, since) ? { since } : undefined;
}
