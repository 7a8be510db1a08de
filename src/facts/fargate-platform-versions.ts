import { FARGATE_LARGE_CPU } from './fargate-sizes';
import { Values } from './verdict';

/** The operating systems of Fargate; each has its own platform versions. */
export type FargateSystem = 'LINUX' | 'WINDOWS';

export interface PlatformVersion {
  readonly version: string;
  /** When AWS stopped starting tasks on it. */
  readonly retired?: string;
}

/**
 * All platform versions besides LATEST.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
 */
export const FARGATE_PLATFORM_VERSIONS: Readonly<Record<FargateSystem, readonly PlatformVersion[]>> = {
  LINUX: [
    { version: '1.4.0' },
    { version: '1.3.0', retired: '2026-03-16' },
    { version: '1.2.0', retired: '2020-12-14' },
    { version: '1.1.0', retired: '2020-12-14' },
    { version: '1.0.0', retired: '2020-12-14' },
  ],
  WINDOWS: [{ version: '1.0.0' }],
};

/** Retired, but some pages and the CDK still list it. */
export const LAST_RETIRED_PLATFORM_VERSION = '1.3.0';

/** A feature of a task that older platform versions for Linux do not support. */
export interface PlatformFeature {
  /** The property of the task definition that uses it. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
  readonly since: string;
}

const CONTAINER = 'ContainerDefinitions/*';

/**
 * Secrets are in `secrets-capability.ts`.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html
 */
export const PLATFORM_FEATURES: readonly PlatformFeature[] = [
  { path: 'EphemeralStorage', what: 'EphemeralStorage', since: '1.4.0' },
  { path: 'RuntimePlatform/CpuArchitecture', values: { oneOf: ['ARM64'] }, what: 'ARM64', since: '1.4.0' },
  { path: 'PidMode', what: 'a shared process namespace', since: '1.4.0' },
  { path: 'Volumes/*/EFSVolumeConfiguration', what: 'EFS volumes', since: '1.4.0' },
  { path: 'Volumes/*/ConfiguredAtLaunch', values: { matching: /^true$/i }, what: 'EBS volumes', since: '1.4.0' },
  { path: 'Volumes/*/S3FilesVolumeConfiguration', what: 'S3 Files volumes', since: '1.4.0' },
  { path: `${CONTAINER}/EnvironmentFiles`, what: 'environment files', since: '1.4.0' },
  { path: `${CONTAINER}/SystemControls`, what: 'system controls', since: '1.4.0' },
  { path: `${CONTAINER}/LinuxParameters/Capabilities/Add`, what: 'added capabilities', since: '1.4.0' },
];

/** Sizes from `FARGATE_LARGE_CPU` CPU units, ECS Exec, and Service Connect. */
export const LARGE_SIZE_SINCE = { cpu: FARGATE_LARGE_CPU, since: '1.4.0' } as const;
export const EXEC_SINCE = '1.4.0';
export const SERVICE_CONNECT_SINCE = '1.4.0';
