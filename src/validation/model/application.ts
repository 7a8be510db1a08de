import { Alarm } from './entities/alarm';
import { CapacityProvider } from './entities/capacity-provider';
import type { CapacityStrategy } from './entities/capacity-strategy';
import { Cluster } from './entities/cluster';
import { Daemon } from './entities/daemon';
import { DaemonTaskDefinition } from './entities/daemon-task-definition';
import { allOf, EntityClass } from './entities/entity';
import { ExpressService } from './entities/express-service';
import { ExpressTask } from './entities/express-task';
import { allListeners, Listener, listenerRules } from './entities/listener';
import { LoadBalancer } from './entities/load-balancer';
import { Role } from './entities/role';
import { ScalableTarget } from './entities/scalable-target';
import { ScalingPolicy } from './entities/scaling-policy';
import { Service } from './entities/service';
import { TargetGroup } from './entities/target-group';
import { TaskDefinition, TaskRunnerIndex } from './entities/task-definition';
import type { TaskRunner } from './entities/task-runner';
import { taskRunners, taskRunnersByTask } from './entities/task-runners';
import type { Resource } from './evaluation/resource';
import { ResourceIndex } from './index/resource-index';

/** All stacks of an app as one: the index of its resources, with lists of the entities that rules check. */
export class Application extends ResourceIndex implements TaskRunnerIndex {
  public get alarms(): readonly Alarm[] { return this.all(Alarm); }
  public get capacityProviders(): readonly CapacityProvider[] { return this.all(CapacityProvider); }
  public get clusters(): readonly Cluster[] { return this.all(Cluster); }
  public get daemons(): readonly Daemon[] { return this.all(Daemon); }
  public get expressServices(): readonly ExpressService[] { return this.all(ExpressService); }
  public get listeners(): readonly Listener[] { return this.all(Listener); }
  public get loadBalancers(): readonly LoadBalancer[] { return this.all(LoadBalancer); }
  public get roles(): readonly Role[] { return this.all(Role); }
  public get scalableTargets(): readonly ScalableTarget[] { return this.all(ScalableTarget); }
  /** The scaling policies of services, and those that name nothing. */
  public get scalingPolicies(): readonly ScalingPolicy[] { return this.all(ScalingPolicy).filter(({ isOfEcs }) => isOfEcs); }
  public get services(): readonly Service[] { return this.all(Service); }
  public get targetGroups(): readonly TargetGroup[] { return this.all(TargetGroup); }
  /** The task definitions, with those of daemons, and those that ECS creates for Express services. */
  public get taskDefinitions(): readonly TaskDefinition[] {
    const express = this.all(ExpressTask).filter(({ node }) => node.get('PrimaryContainer').isGiven);
    return [...this.all(TaskDefinition), ...this.all(DaemonTaskDefinition), ...express];
  }

  /** The listener rules: rule resources, and rules that custom resources create. */
  public get listenerRules(): readonly Listener[] { return listenerRules(this); }
  public get listenersAndRules(): readonly Listener[] { return allListeners(this); }
  /** The task runners: services, daemons, Express services, task sets, schedules, targets of event rules, pipes, states of state machines, and calls of custom resources. */
  public get taskRunners(): readonly TaskRunner[] { return taskRunners(this); }
  /** The capacity provider strategies of task runners, and the default strategies of clusters. */
  public get strategies(): readonly CapacityStrategy[] {
    return [...this.taskRunners.map(({ strategy }) => strategy), ...this.clusters.flatMap(({ defaultStrategies }) => defaultStrategies)];
  }

  public taskRunnersOf(task: TaskDefinition): readonly TaskRunner[] { return this.memo(taskRunnersByTask).get(task.resource) ?? []; }

  public serviceOf(resource: Resource): Service { return this.view(Service, resource); }

  private all<T>(kind: EntityClass<T, this>): readonly T[] { return allOf(kind, this); }
}
