import { capacityGroups } from './capacity-groups';
import { hasImageOfAws } from './machine-image';
import { mayMention } from '../entities/launch-template';
import type { SecurityGroup } from '../entities/security-group';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';

/** Words in user data for other dynamic host ports than those of Linux. */
const OTHER_PORTS = /ip_local_port_range|ECS_DYNAMIC_HOST_PORT_RANGE/;

/** Words in user data that change the security groups of the instance, or their rules. */
const OTHER_GROUPS = /modify-(?:instance|network-interface)-attribute|authorize-security-group/;

/** The security groups through which traffic reaches the tasks of a task runner, and what they belong to. */
export interface Receivers {
  /** As messages print it. */
  readonly name: string;
  /** The security groups of each kind of network interface: rules of one security group add up, and ECS may place tasks behind any kind. */
  readonly groups: JoinedList<JoinedList<SecurityGroup>>;
  /** Whether dynamic host ports are certainly those of Linux; an AMI or its user data may set others. */
  readonly haveUsualPorts: boolean;
}

/** In network modes bridge and host, tasks share the network interface of their instance. */
export function receiversOf(runner: TaskRunner): Receivers {
  return runner.sharesInterface ? instancesOf(runner) : { name: 'tasks', groups: JoinedList.complete([runner.securityGroups]), haveUsualPorts: true };
}

function instancesOf(runner: TaskRunner): Receivers {
  const groups = capacityGroups(runner);
  const launches = groups.known.map(group => group.launches);
  const haveUsualPorts = launches.every(({ known }) => known.every(launch => hasImageOfAws(launch) && !mayMention(launch, OTHER_PORTS)));
  const haveOtherGroups = launches.some(({ known }) => known.some(launch => mayMention(launch, OTHER_GROUPS)));
  const areKnown = groups.isComplete && !haveOtherGroups && launches.every(({ isComplete }) => isComplete);
  const ofLaunches = launches.flatMap(({ known }) => known.map(launch => launch.securityGroups));
  return { name: 'container instances', groups: new JoinedList(ofLaunches, areKnown), haveUsualPorts };
}
