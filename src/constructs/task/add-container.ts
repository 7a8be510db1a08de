import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AddContainerOptions } from './container-options';
import { allowCredentialSpecs } from './credential-spec-read';
import { allowEcrPull } from './ecr-pull';
import { allowEnvironmentFiles } from './environment-file-read';

/** The parts of a container that the workload creates. */
export interface ContainerParts {
  readonly secrets: { readonly [name: string]: ecs.Secret };
  readonly logging?: ecs.LogDriver;
}

/** Adds a container to a task definition, and allows the execution role to pull its image and read its environment files. */
export function addContainer(task: ecs.TaskDefinition, name: string, options: AddContainerOptions, parts: ContainerParts): ecs.ContainerDefinition {
  const { memoryLimit, memoryReservation, initProcessEnabled, linuxParameters, ...rest } = options;
  const container = task.addContainer(name, {
    ...rest,
    secrets: { ...parts.secrets },
    logging: options.logging ?? parts.logging,
    memoryLimitMiB: memoryLimit?.toMebibytes(),
    memoryReservationMiB: memoryReservation?.toMebibytes(),
    linuxParameters: initProcessEnabled ? new ecs.LinuxParameters(task, `${name}LinuxParameters`, { initProcessEnabled }) : linuxParameters,
    enableRestartPolicy: restarts(options) || options.enableRestartPolicy,
  });
  allowEcrPull(container);
  allowEnvironmentFiles(container);
  allowCredentialSpecs(task, options.credentialSpecs);
  return container;
}

/** Whether ECS restarts the container when it exits. */
export function restarts(options: Pick<AddContainerOptions, 'enableRestartPolicy' | 'restartAttemptPeriod' | 'restartIgnoredExitCodes'>): boolean {
  const { enableRestartPolicy, restartAttemptPeriod, restartIgnoredExitCodes } = options;
  return enableRestartPolicy ?? (restartAttemptPeriod !== undefined || restartIgnoredExitCodes !== undefined);
}
