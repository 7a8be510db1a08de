import { capacityGroups } from './capacity-groups';
import { mayMention } from '../entities/launch-template';
import type { SecurityGroup } from '../entities/security-group';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';

/** Words in user data for other dynamic host ports than those of Linux. */
const OTHER_PORTS = /ip_local_port_range|ECS_DYNAMIC_HOST_PORT_RANGE/;

/** The security groups through which traffic reaches the tasks of a task runner, and what they belong to. */
export interface Receivers {
  /** As messages print it. */
  readonly name: string;
  /** The security groups of each kind of network interface: rules of one security group add up, and ECS may place tasks behind any kind. */
  readonly groups: JoinedList<JoinedList<SecurityGroup>>;
}

/** In network modes bridge and host, tasks share the network interface of their instance. */
export function receiversOf(runner: TaskRunner): Receivers {
  const shareInterface = runner.networkMode.isOneOf(['bridge', 'host']);
  return shareInterface ? instancesOf(runner) : { name: 'tasks', groups: JoinedList.complete([runner.securityGroups]) };
}

function instancesOf(runner: TaskRunner): Receivers {
  const groups = capacityGroups(runner);
  const launches = groups.known.map(group => group.launches);
  const haveOtherPorts = launches.some(({ known }) => known.some(launch => mayMention(launch, OTHER_PORTS)));
  const areKnown = groups.isComplete && !haveOtherPorts && launches.every(({ isComplete }) => isComplete);
  const ofLaunches = launches.flatMap(({ known }) => known.map(launch => launch.securityGroups));
  return { name: 'container instances', groups: new JoinedList(ofLaunches, areKnown) };
}
