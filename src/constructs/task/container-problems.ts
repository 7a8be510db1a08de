import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { AddContainerOptions, ContainerOptions } from './container-options';
import { ContainerTaskProps } from './container-task-props';
import { HostedContainer, hostOptionProblems } from './host-options';
import { healthCheckProblem, withKind } from '../../facts/health-checks';
import { PORT_MAXIMUM } from '../../facts/ports';
import { CONTAINER_NAME, FAMILY, PORT_NAME, VALUE_FORMATS, VARIABLE_NAME } from '../../facts/task-formats';
import { exceeds } from '../../facts/ulimits';
import { ContainerLimits } from '../capacity/compute';
import { Bounds, formatProblem, secondsProblem, wholeNumberProblem } from '../checks';
import { SecretSource } from '../secrets/secret-source';

/** The platform that a container runs on, as far as it is known. */
export interface ContainerHost extends HostedContainer {
  readonly mayBeWindows: boolean;
  /** Whether tasks run on instances with different CPU architectures. */
  readonly isMixed: boolean;
  readonly limits: ContainerLimits;
}

/** Why ECS would refuse the task of a workload. */
export function taskProblems(props: ContainerTaskProps, host: ContainerHost): string[] {
  const { containerName, containerPort, portName, family, logGroup, logRetention, logging } = props;
  return [
    ...containerProblems(containerName, props, host),
    ...formatProblem('family', family, FAMILY),
    ...formatProblem('portName', portName, PORT_NAME),
    ...wholeNumberProblem('containerPort', containerPort, { min: 1, max: PORT_MAXIMUM }),
    ...(logGroup && logRetention !== undefined ? [`logRetention (${logRetention} days) applies to a new log group only; remove it or logGroup`] : []),
    ...(logging && (logGroup || logRetention !== undefined) ? ['logging replaces the log group; remove logGroup and logRetention'] : []),
  ];
}

/** Why ECS would refuse one container. */
export function containerProblems(
  name: string | undefined, options: ContainerOptions & { readonly image?: ecs.ContainerImage }, host: ContainerHost,
): string[] {
  const { mayBeWindows, limits, isMixed } = host;
  const { linuxParameters, initProcessEnabled } = options;
  return [
    ...formatProblem('containerName', name, CONTAINER_NAME),
    ...variableNames(options),
    ...sharedNames(options),
    ...secretProblems(options),
    ...healthCheckProblems(options, mayBeWindows),
    ...secondsProblem('startTimeout', options.startTimeout, { min: 2 }),
    ...secondsProblem('stopTimeout', options.stopTimeout, { min: 2, max: limits.stopTimeoutSeconds }),
    ...(options.ulimits ?? []).flatMap(ulimit => ulimitProblems(ulimit, limits)),
    ...hostOptionProblems(options, host),
    ...(isMixed && options.image instanceof ecs.AssetImage
      ? ['image is built for one CPU architecture, and the groups of the capacity have several; use an image for all of them, or groups with one architecture']
      : []),
    ...(linuxParameters && initProcessEnabled !== undefined
      ? [`initProcessEnabled (${initProcessEnabled}) cannot be combined with linuxParameters; set it in the LinuxParameters`]
      : []),
  ];
}

/** Why ECS would refuse the ports of a further container. */
export function portNameProblems({ portMappings = [] }: AddContainerOptions): string[] {
  return portMappings.flatMap(({ name }) => formatProblem('portMappings: name', name, PORT_NAME));
}

function variableNames({ environment = {}, secrets = {} }: ContainerOptions): string[] {
  return [
    ...Object.keys(environment).flatMap(name => formatProblem('environment variable', name, VARIABLE_NAME)),
    ...Object.keys(secrets).flatMap(name => formatProblem('environment variable', name, VARIABLE_NAME)),
  ];
}

function sharedNames({ environment = {}, secrets = {} }: ContainerOptions): string[] {
  return Object.keys(secrets)
    .filter(name => Object.hasOwn(environment, name))
    .map(name => `${name} is in environment and in secrets; remove it from one of them`);
}

/** The checks of the TypeScript types, for callers in JavaScript. Values are not shown, because one may be a password. */
function secretProblems({ secrets = {} }: ContainerOptions): string[] {
  return Object.entries(secrets)
    .filter(([, source]) => !SecretSource._is(source))
    .map(([name, source]) => `secrets.${name} is ${kindOf(source)}, not a SecretSource; use a factory of SecretSource, such as SecretSource.secretsManager(secret)`);
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) { return value === undefined || value === null ? String(value) : `a ${typeof value}`; }
  if (Construct.isConstruct(value)) { return `the construct '${value.node.path}'`; }
  return 'grantRead' in value && 'arn' in value ? 'an ecs.Secret' : `a ${value.constructor.name}`;
}

function healthCheckProblems({ healthCheck }: ContainerOptions, mayBeWindows: boolean): string[] {
  if (!healthCheck) { return []; }
  const problem = healthCheckProblem(withKind(healthCheck.command).map(word => Token.isUnresolved(word) ? undefined : word), mayBeWindows);
  return [
    ...(problem?.otherwise === 'refused' ? [`healthCheck.command ${problem.text}`] : []),
    ...secondsProblem('healthCheck.interval', healthCheck.interval, healthCheckBounds('Interval')),
    ...secondsProblem('healthCheck.timeout', healthCheck.timeout, healthCheckBounds('Timeout')),
    ...secondsProblem('healthCheck.startPeriod', healthCheck.startPeriod, healthCheckBounds('StartPeriod')),
    ...wholeNumberProblem('healthCheck.retries', healthCheck.retries, healthCheckBounds('Retries')),
  ];
}

function healthCheckBounds(property: string): Bounds {
  return VALUE_FORMATS.find(format => format.path === `ContainerDefinitions/*/HealthCheck/${property}`) ?? {};
}

function ulimitProblems({ name, softLimit, hardLimit }: ecs.Ulimit, { on, openFiles = Infinity }: ContainerLimits): string[] {
  if (Token.isUnresolved(softLimit) || Token.isUnresolved(hardLimit)) { return []; }
  return [
    ...(exceeds(softLimit, hardLimit) ? [`ulimits: the softLimit of ${name} (${softLimit}) is above its hardLimit (${hardLimit})`] : []),
    ...(name === ecs.UlimitName.NOFILE && Math.max(softLimit, hardLimit) > openFiles
      ? [`ulimits: ${name} (${Math.max(softLimit, hardLimit)}) must be at most ${openFiles} on ${on}`]
      : []),
  ];
}
