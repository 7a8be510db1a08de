import { AwsResources } from './aws-resources';
import { ServiceTarget, startsDeployment, stepsOf, targetsOf } from './ecs-service';
import { LiveResource } from './live-resource';
import { TrafficWeights } from './traffic-weights';

/** The target group of the tasks after the first deployment of a service that shifts traffic. Both have been observed. */
export type FirstGroup = 'first' | 'alternate';

/** The events during a deployment. */
export interface Observer {
  /** Clients send requests after each step. */
  ask(event: string): void;
  fails(event: string): boolean;
}

/** The target group of the tasks of a new revision, and the one from which traffic is shifted, if any. */
interface Move {
  readonly to: string;
  readonly from?: string;
  readonly rules: readonly TrafficWeights[];
}

/** The service deployments of ECS: tasks in target groups, and the weights that ECS changes. */
export class ServiceDeployments {
  private readonly groups = new Map<string, readonly string[]>();

  public constructor(private readonly aws: AwsResources, private readonly firstGroup: FirstGroup, private readonly observer: Observer) {}

  public get groupsWithTasks(): ReadonlySet<string> { return new Set([...this.groups.values()].flat()); }

  /** Deploys a new revision. Returns the reason of a failure, after which the previous revision serves unchanged. */
  public deploy(event: string, service: LiveResource, before?: LiveResource): string | undefined {
    if (before && !startsDeployment(before, service)) { return undefined; }
    const { physicalId: id } = service;
    const { groups, observer } = this;
    const current = groups.get(id) ?? [];
    const moves = targetsOf(service).map(target => this.moveOf(target, service, before === undefined));
    const next = moves.map(({ to }) => to);
    this.reach(id, [...current, ...next], `${event}, new tasks started`);
    if (observer.fails(`${event}, new tasks started`)) { return this.giveUp(id, current, event); }
    this.shift(moves, stepsOf(service) ?? [], event);
    if (observer.fails(`${event}, bake time`)) {
      for (const { to, from, rules } of moves) { for (const rule of rules) { rule.shift(from!, to, 100); } }
      observer.ask(`${event}, traffic shifted back`);
      return this.giveUp(id, current, event);
    }
    this.reach(id, next, `${event}, old tasks stopped`);
    return undefined;
  }

  public delete(id: string): void { this.groups.delete(id); }

  private moveOf({ group, shift }: ServiceTarget, service: LiveResource, isFirst: boolean): Move {
    if (!shift) { return { to: group, rules: [] }; }
    const rules = [shift.testRule, shift.productionRule].flatMap(arn => arn === undefined ? [] : [new TrafficWeights(this.aws, arn)]);
    const from = rules.at(-1)!.serving ?? group;
    const staysThere = stepsOf(service) === undefined || isFirst && this.firstGroup === 'first';
    return staysThere ? { to: from, rules: [] } : { to: from === group ? shift.alternate : group, from, rules };
  }

  /** Shifts test traffic first, and then production traffic step by step. */
  private shift(moves: readonly Move[], steps: readonly number[], event: string): void {
    const shifts = moves.filter(({ rules }) => rules.length > 0);
    for (const { to, from, rules } of shifts) { for (const test of rules.slice(0, -1)) { test.shift(to, from!, 100); } }
    for (const percent of shifts.length > 0 ? steps : []) {
      this.observer.ask(`${event}, before ${percent} %`);
      for (const { to, from, rules } of shifts) { rules.at(-1)!.shift(to, from!, percent); }
      this.observer.ask(`${event}, ${percent} % shifted`);
    }
  }

  private giveUp(id: string, groups: readonly string[], event: string): string {
    this.reach(id, groups, `${event}, rolled back`);
    return 'the service deployment failed';
  }

  private reach(id: string, groups: readonly string[], event: string): void {
    this.groups.set(id, groups);
    this.observer.ask(event);
  }
}
