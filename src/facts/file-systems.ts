/** A kind of shared file system that tasks mount over the network. */
export interface FileSystemKind {
  readonly type: string;
  /** The property of a volume in a task definition, with the paths of the file system and the access point. */
  readonly volume: string;
  readonly idKey: string;
  readonly accessPointPath: string;
  /** The type of its mount targets, which refer to the file system with `FileSystemId`. */
  readonly mountTarget: string;
  readonly accessPoint: string;
  /** The requirements are documented, but no failure has been observed. */
  readonly isDoubtful?: true;
}

/**
 * Tasks find a mount target by a DNS name, which resolves only to the mount target in their Availability Zone.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
 */
export const FILE_SYSTEMS: readonly FileSystemKind[] = [
  {
    type: 'AWS::EFS::FileSystem',
    volume: 'EFSVolumeConfiguration',
    idKey: 'FilesystemId',
    accessPointPath: 'AuthorizationConfig/AccessPointId',
    mountTarget: 'AWS::EFS::MountTarget',
    accessPoint: 'AWS::EFS::AccessPoint',
  },
  {
    type: 'AWS::S3Files::FileSystem',
    volume: 'S3FilesVolumeConfiguration',
    idKey: 'FileSystemArn',
    accessPointPath: 'AccessPointArn',
    mountTarget: 'AWS::S3Files::MountTarget',
    accessPoint: 'AWS::S3Files::AccessPoint',
    isDoubtful: true,
  },
];

/** The port of a mount target, with or without encryption in transit. */
export const NFS_PORT = 2049;
