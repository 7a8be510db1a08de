import { DaemonServiceProps } from './daemon-service-props';
import { NOT_IN_DAEMONS } from '../../facts/daemons';
import { TASK_DEFINITION_PROPS } from '../workload/task-definition-prop-table';

type Prop = keyof DaemonServiceProps & string;

const TASK: Readonly<Record<string, Prop>> = { ...TASK_DEFINITION_PROPS, Volumes: 'hostMounts', PidMode: 'hostPidMode', IpcMode: 'hostIpcMode' };

/** Whether the task definitions of daemons do not have a property, or its parent. */
function isUnsupported(path: string): boolean {
  const place = `${path.replace('ContainerDefinitions.0', 'ContainerDefinitions.*')}.`;
  return NOT_IN_DAEMONS.some(each => place.startsWith(`${each.replaceAll('/', '.')}.`));
}

/** The props of a DaemonService that set a property, by resource type and property path. A finding about the property names the prop. */
export const DAEMON_SERVICE_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ECS::Service': {
    'Cluster': 'cluster',
    'TaskDefinition': 'taskDefinition',
    'LaunchType': 'capacity',
    'PlacementConstraints': 'capacity',
    'DeploymentConfiguration': 'updatePercent',
    'DeploymentConfiguration.Alarms': 'alarms',
    'NetworkConfiguration.AwsvpcConfiguration.Subnets': 'vpcSubnets',
    'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': 'securityGroups',
    'EnableExecuteCommand': 'enableExecuteCommand',
    'PropagateTags': 'propagateTags',
    'EnableECSManagedTags': 'enableEcsManagedTags',
    'ServiceName': 'daemonName',
  },
  'AWS::ECS::Daemon': {
    'ClusterArn': 'cluster',
    'CapacityProviderArns': 'capacity',
    'DaemonName': 'daemonName',
    'DeploymentConfiguration': 'updatePercent',
    'DeploymentConfiguration.BakeTimeInMinutes': 'bakeTime',
    'DeploymentConfiguration.Alarms': 'alarms',
    'EnableExecuteCommand': 'enableExecuteCommand',
    'PropagateTags': 'propagateTags',
    'EnableECSManagedTags': 'enableEcsManagedTags',
  },
  'AWS::ECS::TaskDefinition': TASK,
  'AWS::ECS::DaemonTaskDefinition': Object.fromEntries(Object.entries(TASK).filter(([path]) => !isUnsupported(path))),
};
