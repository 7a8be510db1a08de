import type { ImagePlatform } from './image-platforms';

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
