import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerTaskProps } from './container-task-props';

/** Props that a ready task definition leaves nothing to say about. It may still say which port receives traffic. */
type TakenOver = Exclude<keyof ContainerTaskProps, 'containerPort'>;

const TAKEN_OVER: Readonly<Record<TakenOver, true>> = {
  image: true,
  command: true,
  entryPoint: true,
  environment: true,
  environmentFiles: true,
  secrets: true,
  healthCheck: true,
  containerName: true,
  size: true,
  cpuArchitecture: true,
  operatingSystemFamily: true,
  ephemeralStorage: true,
  family: true,
  taskRole: true,
  executionRole: true,
  logGroup: true,
  logRetention: true,
  logging: true,
  user: true,
  readonlyRootFilesystem: true,
  stopTimeout: true,
  dockerLabels: true,
  ulimits: true,
};

/** Why a ready task definition cannot be the one of a service on Fargate. */
export function readyTaskProblems(task: ecs.TaskDefinition, props: ContainerTaskProps, hasTraffic: boolean): string[] {
  const given = Object.keys(props).filter(name => name in TAKEN_OVER && props[name as TakenOver] !== undefined);
  return [
    ...(given.length > 0 ? [`taskDefinition is ready and says that itself: leave out ${given.join(', ')}`] : []),
    ...(task.isFargateCompatible ? [] : [`taskDefinition ('${task.node.path}') is not for Fargate, add FARGATE to its compatibility`]),
    ...containerProblems(task, props.containerPort, hasTraffic),
  ];
}

/** The port of the first container that receives traffic. */
export function trafficPort(task: ecs.TaskDefinition, containerPort?: number): number | undefined {
  return containerPort ?? task.defaultContainer?.portMappings[0]?.containerPort;
}

function containerProblems(task: ecs.TaskDefinition, containerPort: number | undefined, hasTraffic: boolean): string[] {
  const container = task.defaultContainer;
  if (!container) { return [`taskDefinition ('${task.node.path}') has no essential container, call addContainer on it first`]; }
  const ports = container.portMappings.map(mapping => mapping.containerPort);
  if (containerPort !== undefined && !ports.includes(containerPort)) {
    return [`containerPort (${containerPort}) is not a port of container '${container.containerName}', which has ${ports.join(', ') || 'none'}`];
  }
  return hasTraffic && ports.length === 0
    ? [`container '${container.containerName}' has no port that traffic could be sent to, give it portMappings`]
    : [];
}
