import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { buildAssetsFor } from './asset-platform';
import { ContainerTaskProps } from './container-task-props';
import { allowEcrPull } from './ecr-pull';
import { TaskPlatform } from './task-platform';
import { containerLogs } from '../observability/container-logs';
import { bindSecrets } from '../secrets/bind-secrets';

const DEFAULT_CONTAINER_NAME = 'web';

/** The task definition of a service, with its first container. */
export interface ServiceTask {
  readonly taskDefinition: ecs.TaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly logGroup?: logs.ILogGroup;
}

/** What the task has to fit besides its own props. */
export interface TaskSetting {
  readonly platform: TaskPlatform;
  /** The port that receives traffic, if any. */
  readonly port?: number;
}

/** Makes the task definition. Secrets come first, since they can still be refused. */
export function defineTask(scope: Construct, image: ecs.ContainerImage, props: ContainerTaskProps, { platform, port }: TaskSetting): ServiceTask {
  const secrets = bindSecrets(scope, props.secrets ?? {}, platform);
  const log = containerLogs({ streamPrefix: scope.node.id, logGroup: props.logGroup, retention: props.logRetention });
  const taskDefinition = taskDefinitionOf(scope, props, platform);
  const container = taskDefinition.addContainer(props.containerName ?? DEFAULT_CONTAINER_NAME, {
    image,
    secrets,
    command: props.command,
    entryPoint: props.entryPoint,
    environment: props.environment,
    environmentFiles: props.environmentFiles,
    healthCheck: props.healthCheck,
    user: props.user,
    readonlyRootFilesystem: props.readonlyRootFilesystem,
    stopTimeout: props.stopTimeout,
    dockerLabels: props.dockerLabels,
    ulimits: props.ulimits,
    portMappings: port === undefined ? undefined : [{ containerPort: port }],
    logging: props.logging ?? log,
  });
  allowEcrPull(container);
  return { taskDefinition, container, logGroup: log.logGroup };
}

function taskDefinitionOf(scope: Construct, props: ContainerTaskProps, platform: TaskPlatform): ecs.TaskDefinition {
  const size = props.size ?? platform.defaultSize;
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDef', {
    cpu: size.cpu,
    memoryLimitMiB: size.memoryMiB,
    ephemeralStorageGiB: props.ephemeralStorage?.toGibibytes(),
    runtimePlatform: platform.runtimePlatform,
    family: props.family,
    taskRole: props.taskRole,
    executionRole: props.executionRole,
  });
  if (platform.architecture !== undefined) { buildAssetsFor(taskDefinition, platform.architecture); }
  return taskDefinition;
}
