import { SERVICE_DEFAULTS } from '../../../facts/defaults';
import { tasksDuringUpdate } from '../../../facts/deployment';
import { TRAFFIC_SHIFT_STRATEGIES } from '../../../facts/deployment-strategies';
import type { Service } from '../entities/service';
import type { Location } from '../evaluation/resource';

/** A number of tasks for which there is no room. */
export interface Shortage {
  readonly location: Location;
  /** The number, as the start of a sentence. */
  readonly text: string;
  /** Whether the first deployment cannot start all tasks. Otherwise only later deployments or scaling cannot. */
  readonly isAtOnce: boolean;
}

/** A number of tasks that a service certainly never exceeds, as far as it is known: all of them twice during a deployment. */
export function mostTasks({ desiredCount, taskCounts, scalableTargets: [target] }: Service): number {
  return 2 * Math.max(SERVICE_DEFAULTS.desiredCount, desiredCount.known ?? 0, target?.maxCapacity.known ?? 0, ...taskCounts);
}

/** The first number of tasks of a service that exceeds the room: its desired count, the tasks during an update, or its scaling maximum. */
export function shortageOf(service: Service, room: number): Shortage | undefined {
  if (!service.schedulingStrategy.is('REPLICA') || !service.controller.isOneOf(['ECS', 'CODE_DEPLOY'])) { return undefined; }
  const { node, desiredCount } = service;
  if (desiredCount.satisfies(count => count > room)) {
    return { location: node.at('DesiredCount'), text: `DesiredCount is ${desiredCount}`, isAtOnce: true };
  }
  const least = [...service.taskCounts, ...service.hasDefaultCount ? [SERVICE_DEFAULTS.desiredCount] : []].find(count => count > 0);
  return least === undefined ? undefined : duringUpdate(service, least, room) ?? atMost(service, room);
}

function duringUpdate(service: Service, count: number, room: number): Shortage | undefined {
  const { node, controller, deployment, deploymentStrategy, minimumHealthyPercent, maximumPercent } = service;
  if (controller.is('CODE_DEPLOY') || deploymentStrategy.isOneOf(TRAFFIC_SHIFT_STRATEGIES)) {
    const [name, location] = controller.is('CODE_DEPLOY') ? ['CodeDeploy', node.get('DeploymentController').at('Type')] : [`${deploymentStrategy}`, deployment.at('Strategy')];
    return 2 * count <= room ? undefined : later(location, `a deployment with ${name} runs 2 × ${count} = ${2 * count} tasks`);
  }
  const [low, high] = [minimumHealthyPercent.known, maximumPercent.known];
  if (!deploymentStrategy.is('ROLLING') || low === undefined || high === undefined) { return undefined; }
  const { least, most } = tasksDuringUpdate(count, low, high);
  if (least < count || most <= count || room > count) { return undefined; }
  const kept = `an update keeps ${count === 1 ? 'the task' : `all ${count} tasks`} (MinimumHealthyPercent ${low})`;
  return later(deployment.at('MinimumHealthyPercent'), `${kept} until another task runs, ${count} + 1 = ${count + 1} tasks`);
}

function atMost({ scalableTargets: [target] }: Service, room: number): Shortage | undefined {
  const most = target?.maxCapacity;
  return most?.satisfies(count => count > room) ? later(target.node.at('MaxCapacity'), `MaxCapacity is ${most}`) : undefined;
}

function later(location: Location, text: string): Shortage { return { location, text, isAtOnce: false }; }
