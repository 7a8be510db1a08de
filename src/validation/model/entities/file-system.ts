import { areInDifferentZones } from './availability-zone';
import { Entity, entityAt } from './entity';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import type { TaskDefinition } from './task-definition';
import { FILE_SYSTEMS, FileSystemKind, NFS_PORT } from '../../../facts/file-systems';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import { mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';

const VPC = 'AWS::EC2::VPC';
const FILE_SYSTEM_ID = 'FileSystemId';

/** A volume of a task definition that mounts a file system of the app. */
export interface Mount {
  readonly volume: Node;
  /** The file system configuration of the volume. */
  readonly configuration: Node;
  /** The place of the id of the file system. */
  readonly place: Node;
  readonly fileSystem: FileSystem;
}

/** The mounts of file systems of the app. */
export function mountsOf(task: TaskDefinition): readonly Mount[] {
  return [...task.volumes].flatMap(volume => FILE_SYSTEMS.flatMap(kind => {
    const configuration = volume.get(kind.volume);
    const place = configuration.get(kind.idKey);
    const resource = task.application.resolve(place, kind.type);
    return resource ? [{ volume, configuration, place, fileSystem: task.application.view(FileSystem, resource) }] : [];
  }));
}

/** The mounts of file systems of the app that a container certainly uses. */
export function usedMountsOf(task: TaskDefinition): readonly Mount[] {
  const mounts = mountsOf(task);
  if (mounts.length === 0) { return mounts; }
  const used = new Set(task.containers.flatMap(({ mountPoints }) => mountPoints.map(mount => mount.text('SourceVolume').known ?? []).flat()));
  return mounts.filter(({ volume }) => volume.text('Name').satisfies(name => used.has(name)));
}

/** The mounts of a task definition by file system: several volumes may use directories of one file system. */
export function mountsByFileSystem(task: TaskDefinition): ReadonlyMap<FileSystem, readonly Mount[]> {
  return grouped(mountsOf(task), ({ fileSystem }) => [fileSystem]);
}

/** A shared file system with its mount targets in the app. */
export class FileSystem extends Entity {
  private readonly kind: FileSystemKind = FILE_SYSTEMS.find(({ type }) => type === this.resource.type) ?? FILE_SYSTEMS[0];

  /** Whether its DNS name certainly resolves only to the mount target in the same zone. A file system in a single zone may be mounted from others. */
  public get answersByZone(): boolean { return !this.isDoubtful && this.node.get('AvailabilityZoneName').isAbsent; }

  /** Whether the requirements for mounting it are known from the documentation only. */
  public get isDoubtful(): boolean { return this.kind.isDoubtful === true; }

  /** The mount targets in the app. */
  public get mountTargets(): readonly MountTarget[] {
    return this.application.referringTo(this.resource, this.kind.mountTarget, FILE_SYSTEM_ID)
      .map(target => this.application.view(MountTarget, target));
  }

  /** Whether it may have mount targets that the app does not show. */
  public get mayHaveOthers(): boolean {
    return this.application.mayReferToAny(this.kind.mountTarget, FILE_SYSTEM_ID) || mayBeChangedOutside(this.resource, this.application);
  }
}

/** A mount target of a file system. */
export class MountTarget extends Entity {
  /** Whether tasks in a subnet may use it: its VPC and zone are equal to theirs, or unknown. */
  public mayServe(subnet: Subnet): boolean {
    return this.mayBeInVpcOf(subnet) && (this.subnet === undefined || !areInDifferentZones(this.subnet, subnet));
  }

  public mayBeInVpcOf({ vpc }: Subnet): boolean {
    const own = this.subnet?.vpc;
    return vpc === undefined || own === undefined || vpc === own || [vpc, own].some(({ type }) => type !== VPC);
  }

  /** Whether its security groups may allow one of the sources; unknown sources may be any. */
  public mayAdmit(sources: JoinedList<SecurityGroup>): boolean {
    return this.securityGroups.maySome(({ ingress }) => ingress.maySome(rule => !rule.excludes(NFS_PORT, sources)));
  }

  public get securityGroups(): JoinedList<SecurityGroup> { return SecurityGroup.listAt(this.node.get('SecurityGroups'), this.application); }

  public get subnet(): Subnet | undefined { return entityAt(Subnet, this.node.get('SubnetId'), this.application); }
}
