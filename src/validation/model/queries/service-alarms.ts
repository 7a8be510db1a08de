import { ALARM_ACTIONS } from '../../../facts/alarms';
import { SERVICE_METRICS } from '../../../facts/scaling-metrics';
import { Alarm } from '../entities/alarm';
import { allOf } from '../entities/entity';
import { ScalingPolicy } from '../entities/scaling-policy';
import type { TaskRunnerIndex } from '../entities/task-definition';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';

/** The alarms that start scaling policies of services, that stop deployments of services, or that watch metrics of ECS. */
export function alarmsOfServices(application: TaskRunnerIndex): readonly Alarm[] {
  const alarms = allOf(Alarm, application);
  if (alarms.length === 0) { return alarms; }
  const watching = new Set(watchers(application));
  return alarms.filter(alarm => watching.has(alarm.resource) || alarm.metrics.some(metric => metric.text('Namespace').isOneOf(SERVICE_METRICS.namespaces)) || scales(alarm, application));
}

/** The alarms in deployment configurations of services and in deployment groups for ECS. */
function watchers(application: TaskRunnerIndex): readonly Resource[] {
  const names = application.ofType('AWS::ECS::Service').flatMap(({ properties }) => places(properties, 'DeploymentConfiguration/Alarms/AlarmNames/*'));
  const groups = application.ofType('AWS::CodeDeploy::DeploymentGroup').filter(({ properties }) => properties.get('ECSServices').isSure);
  const inGroups = groups.flatMap(({ properties }) => places(properties, 'AlarmConfiguration/Alarms/*/Name'));
  return [...names, ...inGroups].flatMap(place => application.resolve(place, Alarm.TYPE, Alarm.NAME) ?? []);
}

function scales({ node }: Alarm, application: TaskRunnerIndex): boolean {
  return ALARM_ACTIONS.flatMap(key => places(node, `${key}/*`)).some(action => {
    const resource = action.asAttribute?.resource;
    return resource?.type === ScalingPolicy.TYPE && application.view(ScalingPolicy, resource).isOfEcs;
  });
}
