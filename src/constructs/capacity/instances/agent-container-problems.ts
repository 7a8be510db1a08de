import { InstancesShare, isUsed } from './instances-share';
import { knownInstancesOf } from './known-instances';
import { AgentContainer } from '../compute';

/** Why the agents of groups refuse a container. */
export function agentContainerProblems(shares: readonly InstancesShare[], container: AgentContainer): string[] {
  return shares.filter(isUsed).flatMap(({ group }) => {
    const { allowsPrivileged, logDrivers } = knownInstancesOf(group) ?? {};
    return [...privilegedProblems(group.node.path, container, allowsPrivileged), ...driverProblems(group.node.path, container, logDrivers)];
  });
}

function privilegedProblems(group: string, { privileged }: AgentContainer, isAllowed: boolean | undefined): string[] {
  return privileged === true && isAllowed === false
    ? [`privileged (true) is not allowed on the instances of '${group}', so ECS would place no task there; set agent.privileged of the group to true, or remove it`]
    : [];
}

function driverProblems(group: string, { logDriver }: AgentContainer, drivers: readonly string[] | undefined): string[] {
  return logDriver === undefined || !drivers || drivers.includes(logDriver)
    ? []
    : [`log driver ${logDriver} is not one of agent.logDrivers (${drivers.join(', ')}) of '${group}', so ECS would place no task there; add it to agent.logDrivers, or use another log driver`];
}
