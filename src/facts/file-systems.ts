/** A kind of shared file system that tasks mount over the network. */
export interface FileSystemKind {
  readonly type: string;
  /** What the volume of a task definition calls it, and where it names the file system and the access point there. */
  readonly volume: string;
  readonly idKey: string;
  readonly accessPointPath: string;
  /** What names its file system under `FileSystemId`. */
  readonly mountTarget: string;
  readonly accessPoint: string;
  /** Nobody has seen how mounting fails; only the documentation says what it takes. */
  readonly isDoubtful?: true;
}

/**
 * Tasks find a mount target by a name that answers with the one in their zone, and none where there is none.
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
