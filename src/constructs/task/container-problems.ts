import { Duration, Token } from 'aws-cdk-lib';
import { ContainerTaskProps } from './container-task-props';
import { FARGATE_EPHEMERAL_STORAGE_GIB, FARGATE_STOP_TIMEOUT_SECONDS } from '../../facts/fargate-platforms';
import { PORT_MAXIMUM } from '../../facts/ports';
import { VALUE_FORMATS } from '../../facts/task-formats';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** What ECS refuses of a container, in the caller's words. */
export function containerProblems(props: ContainerTaskProps): string[] {
  const { containerPort, stopTimeout, ephemeralStorage, logGroup, logRetention, logging } = props;
  return [
    ...sharedNames(props),
    ...healthCheckProblems(props),
    ...numberProblem('containerPort', containerPort, { min: 1, max: PORT_MAXIMUM }),
    ...numberProblem('stopTimeout', seconds(stopTimeout), { min: 2, max: FARGATE_STOP_TIMEOUT_SECONDS }, ' seconds'),
    ...numberProblem('ephemeralStorage', ephemeralStorage && !ephemeralStorage.isUnresolved() ? ephemeralStorage.toGibibytes() : undefined, FARGATE_EPHEMERAL_STORAGE_GIB, ' GiB'),
    ...(logGroup && logRetention !== undefined ? [`logRetention (${logRetention} days) is for a new log group, leave out either that or logGroup`] : []),
    ...(logging && (logGroup || logRetention !== undefined) ? ['logging replaces the log group, leave out logGroup and logRetention'] : []),
  ];
}

function sharedNames({ environment = {}, secrets = {} }: ContainerTaskProps): string[] {
  return Object.keys(secrets)
    .filter(name => name in environment)
    .map(name => `${name} is in environment and in secrets, leave it in one of them`);
}

function healthCheckProblems({ healthCheck }: ContainerTaskProps): string[] {
  if (!healthCheck) { return []; }
  return [
    ...numberProblem('healthCheck.interval', seconds(healthCheck.interval), healthCheckBounds('Interval'), ' seconds'),
    ...numberProblem('healthCheck.timeout', seconds(healthCheck.timeout), healthCheckBounds('Timeout'), ' seconds'),
    ...numberProblem('healthCheck.startPeriod', seconds(healthCheck.startPeriod), healthCheckBounds('StartPeriod'), ' seconds'),
    ...numberProblem('healthCheck.retries', healthCheck.retries, healthCheckBounds('Retries')),
  ];
}

function healthCheckBounds(property: string): Bounds {
  return VALUE_FORMATS.find(format => format.path === `ContainerDefinitions/*/HealthCheck/${property}`) ?? {};
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : duration.toSeconds();
}

function numberProblem(name: string, value: number | undefined, { min = -Infinity, max = Infinity }: Bounds, unit = ''): string[] {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max)) { return []; }
  return [`${name} (${value}${unit}) must be a whole number from ${min} to ${max}`];
}
