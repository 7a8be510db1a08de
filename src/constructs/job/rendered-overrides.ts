import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ContainerOverrides, TaskOverrides } from './task-overrides';
import { OVERRIDE_CHARACTERS } from '../../facts/starter-settings';
import { TASK_CPU_RANGE } from '../../facts/task-sizes';
import { wholeNumberProblem } from '../checks';

type Parameters = Readonly<Record<string, unknown>>;

/** The names of the containers of a task definition: the main one, and all. */
export interface ContainerNames {
  readonly main: string;
  readonly all: readonly string[];
}

/** The containers that a task definition has so far. */
export function namesOf(main: ecs.ContainerDefinition): ContainerNames {
  const containers = main.taskDefinition.node.findAll().filter(each => each instanceof ecs.ContainerDefinition);
  return { main: main.containerName, all: containers.map(({ containerName }) => containerName) };
}

/** The overrides in the names of the ECS API as Step Functions writes them; undefined without any. */
export function renderOverrides(overrides: TaskOverrides, { main }: ContainerNames): Parameters | undefined {
  const { size } = overrides;
  const containers = Object.entries(byName(overrides, main)).map(([name, each]) => ({ Name: name, ...renderContainer(each) }));
  const rendered = {
    ...(containers.length > 0 ? { ContainerOverrides: containers } : {}),
    ...(size?.cpu === undefined ? {} : { Cpu: `${size.cpu}` }),
    ...(size?.memoryMiB === undefined ? {} : { Memory: `${size.memoryMiB}` }),
    ...(size?.ephemeralStorage === undefined ? {} : { EphemeralStorage: { SizeInGiB: size.ephemeralStorage.toGibibytes() } }),
  };
  return Object.keys(rendered).length > 0 ? rendered : undefined;
}

/** Why ECS refuses the overrides, apart from the size of the task. */
export function overrideProblems(overrides: TaskOverrides, names: ContainerNames): readonly string[] {
  const { command, environment, containerOverrides = {} } = overrides;
  const isTwice = (command ?? environment) !== undefined && names.main in containerOverrides;
  return [
    ...Object.keys(containerOverrides).filter(name => !names.all.includes(name) && !Token.isUnresolved(name)).map(name =>
      `containerOverrides: the task has no container '${name}'; use one of ${names.all.join(', ')}, or add the container first`),
    ...(isTwice ? [`containerOverrides['${names.main}'] cannot be combined with command and environment, which are of the same container; move them there`] : []),
    ...Object.entries(containerOverrides).flatMap(([name, { cpu }]) => wholeNumberProblem(`containerOverrides['${name}'].cpu`, cpu, { min: 0, max: TASK_CPU_RANGE.max })),
    ...lengthProblem(overrides, names),
  ];
}

/** The text is complete only if it has no values that are known later. */
function lengthProblem(overrides: TaskOverrides, names: ContainerNames): readonly string[] {
  const text = JSON.stringify(renderOverrides(overrides, names) ?? {});
  if (text.length <= OVERRIDE_CHARACTERS || Token.isUnresolved(text)) { return []; }
  return [`the overrides have ${text.length} characters as JSON, and RunTask accepts ${OVERRIDE_CHARACTERS}; pass the name of an object in Amazon S3 instead of its content`];
}

function byName({ command, environment, containerOverrides = {} }: TaskOverrides, main: string): Readonly<Record<string, ContainerOverrides>> {
  return (command ?? environment) === undefined ? containerOverrides : { [main]: { command, environment }, ...containerOverrides };
}

function renderContainer({ command, environment, cpu, memoryLimit, memoryReservation }: ContainerOverrides): Parameters {
  return {
    ...(command ? { Command: renderCommand(command) } : {}),
    ...(environment ? { Environment: Object.entries(environment).map(([Name, Value]) => ({ Name, Value })) } : {}),
    ...(cpu === undefined ? {} : { Cpu: cpu }),
    ...(memoryLimit ? { Memory: memoryLimit.toMebibytes() } : {}),
    ...(memoryReservation ? { MemoryReservation: memoryReservation.toMebibytes() } : {}),
  };
}

/** Step Functions evaluates paths in the values of an object, and not in an array. */
function renderCommand(command: string[]): string[] | string {
  return command.some(each => sfn.JsonPath.isEncodedJsonPath(each)) ? sfn.JsonPath.array(...command) : command;
}
