import { DaemonTaskDefinition } from '../entities/daemon-task-definition';
import { allOf } from '../entities/entity';
import { FileSystem, Mount, mountsOf } from '../entities/file-system';
import { TaskDefinition, TaskRunnerIndex } from '../entities/task-definition';
import type { Resource } from '../evaluation/resource';
import { isOutput, mayBeChangedByCode, mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';
import type { ResourceIndex } from '../index/resource-index';

const TYPE = 'AWS::EFS::FileSystem';

/** Resources that refer to a file system, and write no files. Task definitions are looked at apart. */
const WRITE_NO_FILES: readonly string[] = [
  'AWS::EFS::MountTarget', 'AWS::ECS::TaskDefinition', 'AWS::ECS::Service', 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy',
];

/** Whether a file system of the app certainly has no directory: every task mounts one instead of the whole, and nothing else in the app uses it. */
export function hasNoDirectory({ node, resource }: FileSystem, application: TaskRunnerIndex): boolean {
  return resource.type === TYPE
    && node.get('ReplicationConfiguration').isAbsent
    && !isOutput(resource, application) && !mayBeChangedOutside(resource, application) && !mayBeChangedByCode(resource, application)
    && (application.memo(users).get(resource) ?? []).every(({ type }) => WRITE_NO_FILES.includes(type))
    && !application.memo(mountedOtherwise).has(resource);
}

/** Whether a mount certainly needs a directory that exists. An access point may create its own. */
function mountsDirectory({ configuration }: Mount): boolean {
  return configuration.text('RootDirectory').satisfies(path => /[^/]/.test(path))
    && configuration.get('AuthorizationConfig').get('AccessPointId').isAbsent;
}

/** The file systems that a task mounts as a whole, or through an access point. */
function mountedOtherwise(application: TaskRunnerIndex): ReadonlySet<Resource> {
  const tasks = [...allOf(TaskDefinition, application), ...allOf(DaemonTaskDefinition, application)];
  return new Set(tasks.flatMap(task => mountsOf(task)).filter(mount => !mountsDirectory(mount)).map(({ fileSystem }) => fileSystem.resource));
}

/** The resources of the app that refer to each file system. */
function users(application: ResourceIndex): ReadonlyMap<Resource, readonly Resource[]> {
  return grouped(application.resources, ({ dependencies }) => dependencies.filter(({ type }) => type === TYPE));
}
