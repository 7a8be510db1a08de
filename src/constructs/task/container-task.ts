import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { addContainer } from './add-container';
import { containerOptionsOf } from './container-options';
import { ContainerTaskProps } from './container-task-props';
import { encryptDriverLogs } from './encrypted-driver-logs';
import { buildAssetsFor } from './image-asset-platform';
import { Compute } from '../capacity/compute';
import { TaskPlatform } from '../capacity/task-platform';
import { containerLogs } from '../observability/container-logs';
import { ProfileData } from '../profile/profile-data';
import { RegulatedResources } from '../profile/regulated-resources';
import { bindSecrets } from '../secrets/bind-secrets';
import { SecretHost } from '../secrets/secret-use';

export const DEFAULT_CONTAINER_NAME = 'web';

/** A task definition with its main container. */
export interface ContainerTask {
  readonly taskDefinition: ecs.TaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly logGroup?: logs.ILogGroup;
}

/** The settings of a task besides its own props. */
export interface TaskSetting {
  readonly compute: Compute;
  readonly platform: TaskPlatform;
  readonly secretHost: SecretHost;
  /** The ports of the main container. */
  readonly portMappings?: ecs.PortMapping[];
  /** Encrypts the logs in the regulated profile. */
  readonly regulated?: RegulatedResources;
  readonly profile: ProfileData;
}

/** Creates the task definition. Secrets come first, because they can still be refused. */
export function defineTask(scope: Construct, image: ecs.ContainerImage, props: ContainerTaskProps, setting: TaskSetting): ContainerTask {
  const secrets = bindSecrets(scope, props.secrets ?? {}, setting.secretHost);
  const logging = containerLogs({ streamPrefix: scope.node.id, logGroup: props.logGroup, retention: props.logRetention });
  const request = { ...props, platform: setting.platform };
  const taskDefinition = setting.compute.defineTask(scope, 'TaskDef', request);
  const size = setting.compute.containerSizeOf?.(request);
  const { imageArchitecture } = setting.platform;
  if (imageArchitecture !== undefined) { buildAssetsFor(taskDefinition, imageArchitecture); }
  if (setting.regulated) { encryptDriverLogs(taskDefinition, setting.regulated, setting.profile.workload.logRetention); }
  const container = addContainer(taskDefinition, props.containerName ?? DEFAULT_CONTAINER_NAME, {
    ...containerOptionsOf(props),
    image,
    portMappings: setting.portMappings,
    cpu: props.containerCpu ?? size?.cpu,
    memoryLimit: props.containerMemoryLimit ?? size?.memoryLimit,
    memoryReservation: props.containerMemoryReservation,
  }, { secrets, logging });
  return { taskDefinition, container, logGroup: logging.logGroup };
}
