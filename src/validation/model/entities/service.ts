import { clusterNameAt } from './cluster';
import { ScalableTarget } from './scalable-target';
import { TaskRunnerIndex } from './task-definition';
import { TaskRunner } from './task-runner';
import { SERVICE_DEFAULTS } from '../../../facts/defaults';
import { own } from '../../../facts/own';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';

/** An ECS service. */
export class Service extends TaskRunner {
  public static readonly TYPE = 'AWS::ECS::Service';

  private controllerCache?: Value<string>;
  private schedulingCache?: Value<string>;
  private deploymentCache?: Node;
  private targetCache?: readonly ScalableTarget[];

  public constructor(resource: Resource, application: TaskRunnerIndex) {
    const { properties } = resource;
    super(resource, {
      node: properties,
      taskDefinition: properties.get('TaskDefinition'),
      cluster: properties.get('Cluster'),
      awsvpc: properties.get('NetworkConfiguration').get('AwsvpcConfiguration'),
    }, application);
  }

  public get controller(): Value<string> {
    return this.controllerCache ??= this.node.get('DeploymentController').text('Type').orDefault(SERVICE_DEFAULTS.controller);
  }
  public get schedulingStrategy(): Value<string> {
    return this.schedulingCache ??= this.node.text('SchedulingStrategy').orDefault(SERVICE_DEFAULTS.schedulingStrategy);
  }
  public get deployment(): Node { return this.deploymentCache ??= this.node.get('DeploymentConfiguration'); }
  public get deploymentStrategy(): Value<string> { return this.deployment.text('Strategy').orDefault(SERVICE_DEFAULTS.strategy); }
  public get minimumHealthyPercent(): Value<number> { return this.percent('MinimumHealthyPercent', SERVICE_DEFAULTS.minimumHealthyPercent); }
  public get maximumPercent(): Value<number> { return this.percent('MaximumPercent', SERVICE_DEFAULTS.maximumPercent); }

  /** The desired number of tasks, which scaling changes. */
  public get desiredCount(): Value<number> { return this.node.number('DesiredCount').orDefault(SERVICE_DEFAULTS.desiredCount); }

  /** With an external deployment controller, the task sets decide. */
  public get decidesWhere(): boolean { return this.controller.isOneOf(['ECS', 'CODE_DEPLOY']); }

  public get isIdle(): boolean { return this.desiredCount.is(0); }

  /** The numbers of tasks that it certainly has at some time: those within its scaling bounds, or its `DesiredCount`. */
  public get taskCounts(): readonly number[] {
    const [target, ...others] = this.scalableTargets;
    if (!target) { return this.mayBeScaled ? [] : [this.node.number('DesiredCount').known ?? []].flat(); }
    return others.length === 0 && target.service === this.resource ? target.counts : [];
  }

  /** Whether nothing in the app sets or changes the number of its tasks, so that it is the default at first. */
  public get hasDefaultCount(): boolean {
    return this.node.get('DesiredCount').isAbsent && this.scalableTargets.length === 0 && !this.mayBeScaled;
  }

  /** The scalable targets that scale it. */
  public get scalableTargets(): readonly ScalableTarget[] {
    return this.targetCache ??= this.application.pointingAt(this.resource, ScalableTarget.TYPE, ScalableTarget.servicesOf)
      .map(resource => this.application.view(ScalableTarget, resource));
  }

  /** The name of its cluster. */
  public get clusterName(): Value<string> { return clusterNameAt(this.clusterPlace, this.application); }

  /** Whether some scalable target that resolves to no service of the app may scale this one. */
  private get mayBeScaled(): boolean {
    const hasName = !this.node.get('ServiceName').isAbsent;
    return this.application.memo(ScalableTarget.areUnresolved) || hasName && this.application.memo(ScalableTarget.haveNames);
  }

  private percent(key: string, defaults: Readonly<Record<string, number>>): Value<number> {
    return this.deployment.number(key).orElse(this.schedulingStrategy.map(strategy => own(defaults, strategy)));
  }
}
