import type { ImagePlatform } from './image-platforms';
import type { ImageSystem } from './user-data';

/** Public parameters whose names contain the CPU architecture. */
const ARM64 = /(?:^|[/_-])(?:arm64|aarch64)(?:[/_-]|$)/;
const X86_64 = /(?:^|[/_-])(?:x86_64|amd64)(?:[/_-]|$)/;

/** The ECS-optimized AMIs. Those for ARM64 have `arm64` in their names, all others are for X86_64. */
const ECS_OPTIMIZED = /^\/aws\/service\/ecs\/optimized-ami\/(?:amazon-linux|windows)/;
/** AMIs of Windows Server, with ECS or without; AWS has none for ARM64. */
const WINDOWS = /^\/aws\/service\/ami-windows-latest\//;
const ANY_OF_AWS = /^\/aws\/service\//;

/**
 * The CPU architecture of the AMI in a public parameter of AWS, such as `/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket-retrieve-ami.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_windows_AMI.html
 */
export function architectureOfImage(parameter = ''): ImagePlatform['architecture'] | undefined {
  if (!ANY_OF_AWS.test(parameter)) { return undefined; }
  if (ARM64.test(parameter)) { return 'ARM64'; }
  return [X86_64, ECS_OPTIMIZED, WINDOWS].some(pattern => pattern.test(parameter)) ? 'X86_64' : undefined;
}

/** An AMI for container instances: the size of the volume with its images in GiB, and the smallest that holds the snapshot of the AMI. */
export interface ImageVolume {
  readonly device: string;
  readonly leastGiB: number;
  readonly defaultGiB: number;
}

/**
 * The volume with the container images, by AMI. The least sizes are those of the AMIs; the default sizes leave room for images. The AMIs with GPU or Neuron
 * drivers, and the images of such workloads, are larger. A Windows base image alone has several GiB.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 * @see https://bottlerocket.dev/en/os/latest/concepts/storage/
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_windows_AMI.html
 */
export const IMAGE_VOLUMES = {
  amazonLinux: { device: '/dev/xvda', leastGiB: 30, defaultGiB: 50 },
  amazonLinuxAccelerated: { device: '/dev/xvda', leastGiB: 100, defaultGiB: 100 },
  bottlerocket: { device: '/dev/xvdb', leastGiB: 20, defaultGiB: 50 },
  bottlerocketAccelerated: { device: '/dev/xvdb', leastGiB: 20, defaultGiB: 100 },
  windows: { device: '/dev/sda1', leastGiB: 50, defaultGiB: 100 },
} as const satisfies Readonly<Record<string, ImageVolume>>;

/** The volume with the operating system of Bottlerocket. Its snapshot has 2 GiB or 4 GiB, depending on the version; a larger volume is not used. */
export const BOTTLEROCKET_SYSTEM_VOLUME = { device: '/dev/xvda', sizeGiB: 8 } as const;

/**
 * The versions of Windows Server with an ECS-optimized AMI. The CDK also lists 2016, for which AWS has ended support.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_windows_AMI.html
 */
export const WINDOWS_VERSIONS: readonly string[] = ['2019', '2022', '2025'];

/** The public parameter of an ECS-optimized AMI with Windows Server Core, which aws-cdk-lib does not have. */
export function windowsCoreParameter(version: string): string {
  return `/aws/service/ami-windows-latest/Windows_Server-${version}-English-Core-ECS_Optimized/image_id`;
}

/**
 * The operating system of the AMI in a public parameter of AWS.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
const IMAGE_SYSTEMS: readonly (readonly [ImageSystem, RegExp])[] = [
  ['BOTTLEROCKET', /^\/aws\/service\/bottlerocket\//],
  ['AMAZON_LINUX', /^\/aws\/service\/(?:ecs\/optimized-ami\/amazon-linux|ami-amazon-linux-latest\/)/],
  ['WINDOWS', /^\/aws\/service\/(?:ami-windows-latest\/|ecs\/optimized-ami\/windows_server\/)/],
];

export function systemOfImage(parameter = ''): ImageSystem | undefined { return IMAGE_SYSTEMS.find(([, pattern]) => pattern.test(parameter))?.[0]; }

/** Whether the AMI in a public parameter of AWS contains the ECS agent. */
export function hasAgent(parameter = ''): boolean {
  return /^\/aws\/service\/(?:ecs\/optimized-ami\/|bottlerocket\/aws-ecs-|ami-windows-latest\/[\w-]+-ECS_Optimized)/.test(parameter);
}

/** AMIs that AWS has stopped to update, and since when. */
export interface EndedImage {
  readonly parameter: RegExp;
  readonly name: string;
  readonly ended: string;
}

/**
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/al2-to-al2023-ami-transition.html
 * @see https://aws.amazon.com/amazon-linux-2/faqs/
 */
export const ENDED_IMAGES: readonly EndedImage[] = [
  { parameter: /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2\//, name: 'Amazon Linux 2', ended: '2026-06-30' },
  { parameter: /^\/aws\/service\/ami-amazon-linux-latest\/amzn2-/, name: 'Amazon Linux 2', ended: '2026-06-30' },
  { parameter: /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux\//, name: 'Amazon Linux 1', ended: '2023-12-31' },
  { parameter: /^\/aws\/service\/ami-amazon-linux-latest\/amzn-/, name: 'Amazon Linux 1', ended: '2023-12-31' },
];
