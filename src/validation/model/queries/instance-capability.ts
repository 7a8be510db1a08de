import { imageParameterOf } from './machine-image';
import { requestedGpus } from './task-needs';
import { isOff } from '../../../facts/agent-settings';
import {
  DRIVER_OF_AGENT, INSTANCE_CAPABILITIES, InstanceCapability, InstanceNeed, LOG_DRIVERS_VARIABLE, OFFERED_LOG_DRIVERS,
} from '../../../facts/instance-capabilities';
import { systemOfImage } from '../../../facts/machine-images';
import type { LaunchSettings } from '../entities/launch-template';
import type { TaskDefinition } from '../entities/task-definition';
import { userDataOf } from '../entities/user-data';
import { jsonIn } from '../evaluation/json-text';
import type { Node } from '../evaluation/node';
import { places } from '../evaluation/places';

/** Something that a task needs of its instances, and how to find out whether instances certainly lack it. */
export interface CapabilityNeed {
  readonly place: Node;
  /** What the task has, and what the instances lack, as messages print them. */
  readonly task: string;
  readonly lack: string;
  readonly isDoubtful: boolean;
  isLackedBy(launch: LaunchSettings): boolean;
}

/** What a task needs of its instances. */
export function capabilityNeeds(task: TaskDefinition): readonly CapabilityNeed[] {
  return [...driverNeeds(task), ...INSTANCE_CAPABILITIES.flatMap(row => {
    const [place] = NEEDS[row.need](task);
    return place ? [{ place, task: row.task, lack: row.lack, isDoubtful: row.otherwise === 'doubtful', isLackedBy: (launch: LaunchSettings) => lacks(launch, row) }] : [];
  })];
}

/** The places with a need. */
const NEEDS: Readonly<Record<InstanceNeed, (task: TaskDefinition) => readonly Node[]>> = {
  taskRole: ({ node }) => places(node, 'TaskRoleArn').filter(place => place.isSure),
  awsvpc: ({ node }) => places(node, 'NetworkMode').filter(place => place.asText.is('awsvpc')),
  executionRoleLogs: ({ node, containers }) => node.get('ExecutionRoleArn').isSure
    ? containers.filter(({ logDriver }) => logDriver.is('awslogs')).map(({ logging }) => logging.get('LogDriver'))
    : [],
  gpu: task => requestedGpus(task) > 0 ? places(task.node, 'ContainerDefinitions/*/ResourceRequirements/*').filter(place => place.text('Type').is('GPU')) : [],
  neuron: ({ node }) => places(node, 'ContainerDefinitions/*/LinuxParameters/Devices/*/HostPath').filter(place => place.asText.satisfies(path => path.startsWith('/dev/neuron'))),
  credentialSpec: ({ node }) => places(node, 'ContainerDefinitions/*/CredentialSpecs').filter(place => place.isFilled),
  swappiness: ({ node }) => places(node, 'ContainerDefinitions/*/LinuxParameters/Swappiness').filter(place => place.isSure),
  domainlessCredentialSpec: ({ node }) => places(node, 'ContainerDefinitions/*/CredentialSpecs/*').filter(place => place.asPartialString?.head.startsWith('credentialspecdomainless:') === true),
};

function lacks(launch: LaunchSettings, { systems, variable, images, isFixed }: InstanceCapability): boolean {
  const image = imageParameterOf(launch);
  const system = systemOfImage(image);
  if (!system || !systems.includes(system) || images?.test(image ?? '')) { return false; }
  if (isFixed) { return true; }
  const data = userDataOf(launch);
  const found = data?.variable(variable ?? '');
  return found?.state === 'absent' || found?.state === 'set' && isOff(found.value.literal ?? '');
}

function driverNeeds({ containers }: TaskDefinition): readonly CapabilityNeed[] {
  return containers.flatMap(({ logDriver, logging, label }) => {
    const driver = logDriver.known;
    if (driver === undefined || driver === DRIVER_OF_AGENT) { return []; }
    return [{
      place: logging.get('LogDriver'),
      task: `${label} has log driver ${driver}`,
      lack: `do not offer it; add it to ${LOG_DRIVERS_VARIABLE}`,
      isDoubtful: false,
      isLackedBy: (launch: LaunchSettings) => offeredDrivers(launch)?.includes(driver) === false,
    }];
  });
}

/** The log drivers that instances offer, if these are known. */
function offeredDrivers(launch: LaunchSettings): readonly string[] | undefined {
  const found = userDataOf(launch)?.variable(LOG_DRIVERS_VARIABLE);
  if (found?.state === 'set') { return found.value.literal === undefined ? undefined : listedDrivers(found.value.literal); }
  const system = systemOfImage(imageParameterOf(launch));
  return found?.state === 'absent' && system ? OFFERED_LOG_DRIVERS[system] : undefined;
}

/** The log drivers in the value of the variable; `undefined` if it is no list of texts. */
export function listedDrivers(value: string): readonly string[] | undefined {
  const list = jsonIn(value);
  return Array.isArray(list) && list.every(each => typeof each === 'string') ? list : undefined;
}
