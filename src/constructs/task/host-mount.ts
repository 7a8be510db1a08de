import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * A file or folder of the instance, such as `/var/log`, `/proc` or a socket, that a container sees.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
export interface HostMount {
  /**
   * The absolute path on the instance.
   */
  readonly hostPath: string;

  /**
   * The absolute path in the container.
   *
   * @default - the path on the instance
   */
  readonly containerPath?: string;

  /**
   * Whether the container can only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** An absolute path of Linux or Windows. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

/** Why a container cannot have these mounts. */
export function hostMountProblems(mounts: readonly HostMount[]): string[] {
  const paths = mounts.map(pathIn);
  return [
    ...mounts.flatMap(({ hostPath, containerPath }) => [...pathProblems('hostPath', hostPath), ...pathProblems('containerPath', containerPath)]),
    ...[...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))]
      .map(path => `hostMounts has the containerPath '${path}' more than once; a path of a container has one source`),
  ];
}

/** Mounts paths of the instance into a container. A path has one volume, which all containers of the task share. */
export function mountHostPaths(container: ecs.ContainerDefinition, mounts: readonly HostMount[]): void {
  const { taskDefinition } = container;
  const names = volumesOf(taskDefinition);
  for (const mount of mounts) {
    const { hostPath, readOnly = true } = mount;
    const known = names.get(hostPath);
    const name = known ?? `host-${names.size + 1}`;
    if (known === undefined) {
      taskDefinition.addVolume({ name, host: { sourcePath: hostPath } });
      names.set(hostPath, name);
    }
    container.addMountPoints({ sourceVolume: name, containerPath: pathIn(mount), readOnly });
  }
}

function pathIn({ hostPath, containerPath = hostPath }: HostMount): string { return containerPath; }

function pathProblems(name: string, path: string | undefined): string[] {
  return path === undefined || Token.isUnresolved(path) || ABSOLUTE.test(path) ? [] : [`hostMounts: ${name} ('${path}') must be an absolute path`];
}

const VOLUMES = new WeakMap<ecs.TaskDefinition, Map<string, string>>();

/** The names of the volumes of a task, by the paths of the instance. */
function volumesOf(task: ecs.TaskDefinition): Map<string, string> {
  const names = VOLUMES.get(task) ?? new Map<string, string>();
  VOLUMES.set(task, names);
  return names;
}
