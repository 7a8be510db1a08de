import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CONTAINER_OPTION_NAMES, ContainerOptions } from './container-options';
import { ContainerTaskProps } from './container-task-props';

/** Props that cannot be combined with an existing task definition. `containerPort` can, to select the port that receives traffic. */
type SetElsewhere = Exclude<keyof ContainerTaskProps, keyof ContainerOptions | 'containerPort'>;

const SET_ELSEWHERE: Readonly<Record<SetElsewhere, true>> = {
  image: true,
  containerName: true,
  portName: true,
  appProtocol: true,
  containerCpu: true,
  containerMemoryLimit: true,
  containerMemoryReservation: true,
  size: true,
  cpuArchitecture: true,
  operatingSystemFamily: true,
  family: true,
  taskRole: true,
  executionRole: true,
  logGroup: true,
  logRetention: true,
};

const NAMES: readonly string[] = [...CONTAINER_OPTION_NAMES, ...Object.keys(SET_ELSEWHERE)];

/** Why props cannot be combined with an existing task definition. */
export function existingTaskProblems(task: ecs.TaskDefinition, props: ContainerTaskProps, hasTraffic: boolean): string[] {
  const given = NAMES.filter(name => props[name as keyof ContainerTaskProps] !== undefined);
  return [
    ...(given.length > 0 ? [`${given.join(', ')} cannot be combined with taskDefinition; set ${given.length > 1 ? 'them' : 'it'} on the task definition`] : []),
    ...trafficPortProblems(task, props.containerPort, hasTraffic),
  ];
}

/** The port of the default container that receives traffic. */
export function trafficPort(task: ecs.TaskDefinition, containerPort?: number): number | undefined {
  return containerPort ?? task.defaultContainer?.portMappings[0]?.containerPort;
}

function trafficPortProblems(task: ecs.TaskDefinition, containerPort: number | undefined, hasTraffic: boolean): string[] {
  const container = task.defaultContainer;
  if (!container) { return [`taskDefinition ('${task.node.path}') has no essential container; call addContainer on it first`]; }
  const ports = container.portMappings.map(mapping => mapping.containerPort);
  if (containerPort !== undefined && !ports.includes(containerPort)) {
    return [`containerPort (${containerPort}) is not a port of container '${container.containerName}', which has ${ports.join(', ') || 'none'}`];
  }
  return hasTraffic && ports.length === 0
    ? [`container '${container.containerName}' has no port that can receive traffic; add portMappings`]
    : [];
}
