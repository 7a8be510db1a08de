import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct, IDependable } from 'constructs';
import { DeploymentTaskProps, ServiceDeploymentTaskOptions } from './deployment-task-props';
import type { ContainerService } from '../../service/container-service';
import { dependableLater } from '../../workload/dependencies';
import { WorkloadProps } from '../../workload/workload-props';
import { TaskOverrides } from '../task-overrides';

/** Props of a service that a task does not take over: ports, their health check, restarts, and names that must be unique. */
const OF_SERVICES = [
  'containerPort', 'portName', 'appProtocol', 'healthCheck', 'enableRestartPolicy', 'restartIgnoredExitCodes', 'restartAttemptPeriod', 'stopTimeout', 'family',
  'enableExecuteCommand', 'deployment', 'exposure', 'serviceConnect', 'cloudMapOptions', 'serviceName', 'desiredCount', 'scaledElsewhere',
  'healthCheckGracePeriod', 'originalLaunchType', 'propagateTags', 'enableEcsManagedTags', 'availabilityZoneRebalancing',
];

/** The props of a task that runs before a service, with the settings of the service. */
export function propsFrom(service: ContainerService, options: ServiceDeploymentTaskOptions): DeploymentTaskProps {
  const { command, entryPoint, environment, secrets, ...own } = options;
  const { props, hasOwnInterface } = service._workloadPlan;
  const taken = Object.fromEntries(Object.entries(props).filter(([name]) => !OF_SERVICES.includes(name))) as unknown as WorkloadProps;
  return {
    ...taken,
    ...(hasOwnInterface ? { securityGroups: service.connections.securityGroups } : {}),
    ...(taken.taskDefinition ? {} : {
      taskRole: service.taskDefinition.taskRole,
      command,
      entryPoint: entryPoint ?? taken.entryPoint,
      environment: { ...taken.environment, ...environment },
      secrets: { ...taken.secrets, ...secrets },
    }),
    ...own,
  };
}

/** The overrides of a task that uses the existing task definition of a service. */
export function overridesFor(service: ContainerService, { command, environment }: ServiceDeploymentTaskOptions): TaskOverrides | undefined {
  return service._workloadPlan.props.taskDefinition ? { command, environment } : undefined;
}

/** Why a task can never run before a service. */
export function serviceTaskProblems(service: ContainerService, options: Partial<ServiceDeploymentTaskOptions> = {}): string[] {
  const { command, entryPoint, secrets } = options;
  const { taskDefinition } = service._workloadPlan.props;
  const fixed = Object.entries({ entryPoint, secrets }).filter(([, value]) => value !== undefined).map(([name]) => name);
  return [
    ...(Array.isArray(command) && command.length > 0 ? [] : ['command is required: the command of the service would not end; set the command of the task, such as [\'npm\', \'run\', \'migrate\']']),
    ...(taskDefinition && fixed.length > 0
      ? [`${fixed.join(' and ')} cannot be combined with the existing task definition of '${service.node.path}', of which a task overrides command and environment only; use new DeploymentTask with image`]
      : []),
  ];
}

/** What the tasks of the service need to reach other resources: the rules of their security groups, and databases to which the service connects. */
export function reachedBy(service: ContainerService): IDependable {
  const ids = new Set<string | undefined>(service.connections.securityGroups.map(({ securityGroupId }) => securityGroupId));
  const isRule = (each: IConstruct): each is CfnResource => each instanceof ec2.CfnSecurityGroupIngress
    ? ids.has(each.sourceSecurityGroupId)
    : each instanceof ec2.CfnSecurityGroupEgress && ids.has(each.groupId);
  return dependableLater(() => [...Stack.of(service).node.findAll().filter(isRule), ...service._reached()]);
}
