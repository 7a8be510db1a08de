import { areInDifferentZones } from './zone';
import { FILE_SYSTEMS, FileSystemKind, NFS_PORT } from '../../../facts/file-systems';
import { Entity, entityAt } from '../entities/entity';
import { SecurityGroup } from '../entities/security-group';
import { Subnet } from '../entities/subnet';
import type { TaskDefinition } from '../entities/task-definition';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import { mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';
import type { ResourceIndex, PointsAt } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

/** A volume of a task definition on a file system of the app. */
export interface Mount {
  readonly volume: Node;
  /** What the volume says of the file system. */
  readonly configuration: Node;
  /** Where it names the file system. */
  readonly place: Node;
  readonly fileSystem: FileSystem;
}

/** The file systems of the app that tasks mount. */
export function mountsOf(task: TaskDefinition): readonly Mount[] {
  return [...task.volumes].flatMap(volume => FILE_SYSTEMS.flatMap(kind => {
    const configuration = volume.get(kind.volume);
    const place = configuration.get(kind.idKey);
    const resource = task.application.resolve(place, kind.type);
    return resource ? [{ volume, configuration, place, fileSystem: task.application.view(FileSystem, resource) }] : [];
  }));
}

/** The mounts of a task definition by file system: several volumes may be folders of one. */
export function mountsByFileSystem(task: TaskDefinition): ReadonlyMap<FileSystem, readonly Mount[]> {
  return grouped(mountsOf(task), ({ fileSystem }) => [fileSystem]);
}

/** A shared file system with what the app gives it. */
export class FileSystem extends Entity {
  private readonly kind: FileSystemKind = FILE_SYSTEMS.find(({ type }) => type === this.resource.type) ?? FILE_SYSTEMS[0];

  /** Whether its name certainly answers with the mount target of the zone alone; one of a single zone may be mounted from others. */
  public get answersByZone(): boolean { return !this.isDoubtful && this.node.get('AvailabilityZoneName').isAbsent; }

  /** Whether only the documentation says what mounting it takes. */
  public get isDoubtful(): boolean { return this.kind.isDoubtful === true; }

  /** The mount targets that the app writes. */
  public get mountTargets(): readonly MountTarget[] {
    return this.application.pointingAt(this.resource, this.kind.mountTarget, fileSystemOf).map(target => this.application.view(MountTarget, target));
  }

  /** Whether it may have mount targets that the app does not show. */
  public get mayHaveOthers(): boolean {
    return this.application.memo(unresolvedKinds).has(this.kind) || mayBeChangedOutside(this.resource, this.application);
  }
}

/** Where tasks of one zone of a VPC reach a file system. */
export class MountTarget extends Entity {
  /** Whether tasks in a subnet may mount through it: where it is known, it is in their VPC and their zone. */
  public mayServe(subnet: Subnet): boolean {
    return this.mayBeInVpcOf(subnet) && (this.subnet === undefined || !areInDifferentZones(this.subnet, subnet));
  }

  public mayBeInVpcOf({ vpc }: Subnet): boolean {
    const own = this.subnet?.vpc;
    return vpc === undefined || own === undefined || vpc === own || [vpc, own].some(({ type }) => type !== VPC);
  }

  /** Whether its security groups may let one of the sources in; anybody where the sources are not known. */
  public mayAdmit(sources: JoinedList<SecurityGroup>): boolean {
    return SecurityGroup.listAt(this.node.get('SecurityGroups'), this.application)
      .maySome(({ ingress }) => ingress.maySome(rule => !rule.excludes(NFS_PORT, sources)));
  }

  private get subnet(): Subnet | undefined { return entityAt(Subnet, this.node.get('SubnetId'), this.application); }
}

const VPC = 'AWS::EC2::VPC';

const fileSystemOf: PointsAt = ({ properties }) => {
  const fileSystem = properties.target('FileSystemId');
  return fileSystem ? [fileSystem] : [];
};

/** The kinds of which a mount target is of a file system that is not known: it may be any. */
function unresolvedKinds(application: ResourceIndex): ReadonlySet<FileSystemKind> {
  return new Set(FILE_SYSTEMS.filter(({ mountTarget }) => application.ofType(mountTarget).some(({ properties }) => mayBeAny(properties.get('FileSystemId')))));
}
