/** The platform of an image, in the values of `RuntimePlatform`. */
export interface ImagePlatform {
  readonly system: 'LINUX' | 'WINDOWS';
  readonly architecture: 'X86_64' | 'ARM64';
}

/**
 * The platforms for which Docker builds images. An image for another platform, or for several, may run on more than one architecture.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.docker.com/build/building/multi-platform/
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export const IMAGE_PLATFORMS: Readonly<Record<string, ImagePlatform | undefined>> = {
  'linux/amd64': { system: 'LINUX', architecture: 'X86_64' },
  'linux/x86_64': { system: 'LINUX', architecture: 'X86_64' },
  'linux/arm64': { system: 'LINUX', architecture: 'ARM64' },
  'linux/arm64/v8': { system: 'LINUX', architecture: 'ARM64' },
  'linux/aarch64': { system: 'LINUX', architecture: 'ARM64' },
  'windows/amd64': { system: 'WINDOWS', architecture: 'X86_64' },
};
