import { agentCallIn, Call, callsOf } from './call';
import { InstanceGroup, instanceGroups } from './instance-group';
import type { SecurityGroup } from '../entities/security-group';
import type { Subnet } from '../entities/subnet';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { taskRunners } from '../entities/task-runners';
import { JoinedList } from '../evaluation/joined-list';
import type { Resource } from '../evaluation/resource';

/** Tasks or container instances with network interfaces, and what they connect to. */
export interface Caller {
  /** The task runner or the capacity provider. */
  readonly resource: Resource;
  /** As messages print it. */
  readonly name: string;
  readonly subnets: JoinedList<Subnet>;
  readonly securityGroups: JoinedList<SecurityGroup>;
  /** The calls without which tasks do not start. */
  readonly calls: readonly Call[];
  /** The task runner, if these are tasks with their own network interfaces. */
  readonly runner?: TaskRunner;
}

/** The tasks on Fargate, for which ECS connects through the network interface of the task, and the container instances of the app. */
export function callers(application: TaskRunnerIndex): readonly Caller[] { return application.memo(findCallers); }

function findCallers(application: TaskRunnerIndex): readonly Caller[] {
  const runners = taskRunners(application).filter(({ usesTaskInterface, isIdle }) => usesTaskInterface && !isIdle);
  return [...runners.map(runner => tasksOf(runner)), ...instanceGroups(application).map(group => instancesOf(group))];
}

function tasksOf(runner: TaskRunner): Caller {
  const { resource, subnets, securityGroups } = runner;
  return { resource, name: `the tasks of ${resource.logicalId}`, subnets, securityGroups, calls: neededBy(runner), runner };
}

function instancesOf({ provider, subnets, launches, runners, mayHaveImages }: InstanceGroup): Caller {
  const [launch, ...others] = launches.all;
  const [subnet] = subnets;
  const ofTasks = runners.flatMap(runner => neededBy(runner)).filter(({ isPull }) => isPull !== true || !mayHaveImages);
  return {
    resource: provider,
    name: `the instances of capacity provider ${provider.logicalId}`,
    subnets,
    securityGroups: launch && others.length === 0 ? launch.securityGroups : JoinedList.UNKNOWN,
    calls: subnet ? [agentCallIn(subnet), ...ofTasks] : ofTasks,
  };
}

function neededBy(runner: TaskRunner): readonly Call[] { return callsOf(runner).filter(({ isOptional }) => isOptional !== true); }
