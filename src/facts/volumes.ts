/**
 * What a volume can be; one of these at the most. `ConfiguredAtLaunch` stands for the EBS volume that the service sets up.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const VOLUME_KINDS: readonly string[] = [
  'Host', 'DockerVolumeConfiguration', 'EFSVolumeConfiguration', 'FSxWindowsFileServerVolumeConfiguration', 'S3FilesVolumeConfiguration', 'ConfiguredAtLaunch',
];

/**
 * Each volume on FSx for Windows File Server takes a drive letter, and Windows Server 2016 has no way to mount one.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html
 */
export const FSX_VOLUMES = { most: 23, notOn: 'WINDOWS_SERVER_2016_FULL' } as const;
