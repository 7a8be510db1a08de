import { Construct } from 'constructs';
import { ALARMS_ID, DeploymentAlarm, WatchedService } from './deployment-alarm';
import { ExposureKind } from '../load-balancing/exposure-kind';

/** Why a deployment cannot watch these alarms. */
export function alarmProblems(alarms: readonly DeploymentAlarm[] | undefined, exposure: Pick<ExposureKind, 'hasTraffic' | 'transports'>): readonly string[] {
  if (!alarms) { return []; }
  const factories = alarms.flatMap(({ _factory }) => _factory ?? []);
  return [
    ...(alarms.length === 0 ? ['alarms is empty; add a DeploymentAlarm or remove alarms'] : []),
    ...alarms.flatMap(alarm => alarm._problems(exposure)),
    ...repeated(factories).map(factory => `alarms has DeploymentAlarm.${factory} more than once; remove one`),
  ];
}

/** Creates the alarms of a service that do not exist yet; returns their scope. */
export function createAlarms(service: WatchedService, alarms: readonly DeploymentAlarm[]): Construct {
  const scope = new Construct(service.scope, ALARMS_ID);
  for (const alarm of alarms) { alarm._create(scope, service); }
  return scope;
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
