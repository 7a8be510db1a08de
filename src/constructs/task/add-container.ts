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
    enableRestartPolicy: options.enableRestartPolicy ?? (needsRestartPolicy(options) || undefined),
  });
  allowEcrPull(container);
  allowEnvironmentFiles(container);
  allowCredentialSpecs(task, options.credentialSpecs);
  return container;
}

function needsRestartPolicy({ restartAttemptPeriod, restartIgnoredExitCodes }: AddContainerOptions): boolean {
  return restartAttemptPeriod !== undefined || restartIgnoredExitCodes !== undefined;
}
