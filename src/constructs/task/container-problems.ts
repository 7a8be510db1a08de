import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerTaskProps } from './container-task-props';
import { FARGATE_EPHEMERAL_STORAGE_GIB, FARGATE_STOP_TIMEOUT_SECONDS } from '../../facts/fargate-platforms';
import { healthCheckProblem, withKind } from '../../facts/health-checks';
import { isWindows } from '../../facts/hosts';
import { PORT_MAXIMUM } from '../../facts/ports';
import { VALUE_FORMATS } from '../../facts/task-formats';
import { exceeds, FARGATE_NOFILE_MAXIMUM } from '../../facts/ulimits';

/** What a container says of itself, whether it is the first of its task or not. */
export interface ContainerSettings {
  readonly containerName?: string;
  readonly environment?: { readonly [name: string]: string };
  readonly secrets?: { readonly [name: string]: unknown };
  readonly healthCheck?: ecs.HealthCheck;
  readonly stopTimeout?: Duration;
  readonly ulimits?: readonly ecs.Ulimit[];
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** What ECS refuses of the task of a service, in the caller's words. */
export function taskProblems(props: ContainerTaskProps): string[] {
  const { containerPort, ephemeralStorage, family, logGroup, logRetention, logging } = props;
  return [
    ...containerProblems(props, isWindowsFamily(props.operatingSystemFamily)),
    ...formatProblem('family', family, 'Family'),
    ...numberProblem('containerPort', containerPort, { min: 1, max: PORT_MAXIMUM }),
    ...numberProblem('ephemeralStorage', ephemeralStorage && !ephemeralStorage.isUnresolved() ? ephemeralStorage.toGibibytes() : undefined, FARGATE_EPHEMERAL_STORAGE_GIB, ' GiB'),
    ...(logGroup && logRetention !== undefined ? [`logRetention (${logRetention} days) is for a new log group, leave out either that or logGroup`] : []),
    ...(logging && (logGroup || logRetention !== undefined) ? ['logging replaces the log group, leave out logGroup and logRetention'] : []),
  ];
}

/** What ECS refuses of one container. */
export function containerProblems(settings: ContainerSettings, mayBeWindows: boolean): string[] {
  return [
    ...formatProblem('containerName', settings.containerName, 'ContainerDefinitions/*/Name'),
    ...sharedNames(settings),
    ...healthCheckProblems(settings, mayBeWindows),
    ...numberProblem('stopTimeout', seconds(settings.stopTimeout), { min: 2, max: FARGATE_STOP_TIMEOUT_SECONDS }, ' seconds'),
    ...(settings.ulimits ?? []).flatMap(ulimitProblems),
  ];
}

function isWindowsFamily(family?: ecs.OperatingSystemFamily): boolean { return family !== undefined && isWindows(family._operatingSystemFamily); }

function sharedNames({ environment = {}, secrets = {} }: ContainerSettings): string[] {
  return Object.keys(secrets)
    .filter(name => name in environment)
    .map(name => `${name} is in environment and in secrets, leave it in one of them`);
}

function healthCheckProblems({ healthCheck }: ContainerSettings, mayBeWindows: boolean): string[] {
  if (!healthCheck) { return []; }
  const problem = healthCheckProblem(withKind(healthCheck.command).map(word => Token.isUnresolved(word) ? undefined : word), mayBeWindows);
  return [
    ...(problem ? [`healthCheck.command ${problem.says}`] : []),
    ...numberProblem('healthCheck.interval', seconds(healthCheck.interval), healthCheckBounds('Interval'), ' seconds'),
    ...numberProblem('healthCheck.timeout', seconds(healthCheck.timeout), healthCheckBounds('Timeout'), ' seconds'),
    ...numberProblem('healthCheck.startPeriod', seconds(healthCheck.startPeriod), healthCheckBounds('StartPeriod'), ' seconds'),
    ...numberProblem('healthCheck.retries', healthCheck.retries, healthCheckBounds('Retries')),
  ];
}

function healthCheckBounds(property: string): Bounds {
  return VALUE_FORMATS.find(format => format.path === `ContainerDefinitions/*/HealthCheck/${property}`) ?? {};
}

function ulimitProblems({ name, softLimit, hardLimit }: ecs.Ulimit): string[] {
  if (Token.isUnresolved(softLimit) || Token.isUnresolved(hardLimit)) { return []; }
  return [
    ...(exceeds(softLimit, hardLimit) ? [`ulimits: the softLimit of ${name} (${softLimit}) is above its hardLimit (${hardLimit})`] : []),
    ...(name === ecs.UlimitName.NOFILE && Math.max(softLimit, hardLimit) > FARGATE_NOFILE_MAXIMUM
      ? [`ulimits: ${name} (${Math.max(softLimit, hardLimit)}) is at most ${FARGATE_NOFILE_MAXIMUM} on Fargate`]
      : []),
  ];
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : duration.toSeconds();
}

function numberProblem(name: string, value: number | undefined, { min = -Infinity, max = Infinity }: Bounds, unit = ''): string[] {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max)) { return []; }
  return [`${name} (${value}${unit}) must be a whole number from ${min} to ${max}`];
}

function formatProblem(name: string, value: string | undefined, path: string): string[] {
  const format = VALUE_FORMATS.find(each => each.path === path);
  if (value === undefined || Token.isUnresolved(value) || format?.pattern?.test(value) !== false) { return []; }
  return [`${name} '${value}' must be ${format.says}`];
}
