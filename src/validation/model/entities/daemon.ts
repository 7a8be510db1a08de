import { StrategyItem } from './capacity-strategy';
import { DaemonTaskDefinition } from './daemon-task-definition';
import { entityAt } from './entity';
import type { TaskRunnerIndex } from './task-definition';
import { TaskRunner } from './task-runner';
import type { Compute } from '../../../facts/compute';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';

/** A daemon: ECS runs one of its tasks on each instance of its capacity providers, which are those of Managed Instances. */
export class Daemon extends TaskRunner {
  public static readonly TYPE = 'AWS::ECS::Daemon';

  public constructor(resource: Resource, application: TaskRunnerIndex) {
    const { properties } = resource;
    super(resource, {
      node: properties,
      taskDefinition: properties.get('DaemonTaskDefinitionArn'),
      cluster: properties.get('ClusterArn'),
      awsvpc: properties.get('NetworkConfiguration').get('AwsvpcConfiguration'),
    }, application);
  }

  public get taskDefinition(): DaemonTaskDefinition | undefined {
    return entityAt(DaemonTaskDefinition, this.places.taskDefinition, this.application);
  }

  public get compute(): Value<Compute> { return Value.known('MANAGED_INSTANCES'); }

  public get capacityProviders(): readonly StrategyItem[] {
    return this.node.list('CapacityProviderArns').map(node => new StrategyItem(node, node, this.application));
  }
}
