/**
 * The kinds of volumes; a volume has at most one of these properties. `ConfiguredAtLaunch` means an EBS volume that the service configures.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const VOLUME_KINDS: readonly string[] = [
  'Host', 'DockerVolumeConfiguration', 'EFSVolumeConfiguration', 'FSxWindowsFileServerVolumeConfiguration', 'S3FilesVolumeConfiguration', 'ConfiguredAtLaunch',
];

/**
 * Each volume on FSx for Windows File Server uses a drive letter, and Windows Server 2016 cannot mount one.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html
 */
export const FSX_VOLUMES = { most: 23, notOn: 'WINDOWS_SERVER_2016_FULL' } as const;
