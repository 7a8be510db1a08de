import { CapacityStrategy, StrategyItem } from '../../model/entities/capacity-strategy';
import { Service } from '../../model/entities/service';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Resource } from '../../model/evaluation/resource';
import { daemonService, everyHour, furtherService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service depends on the association of its capacity providers with the cluster',
  severity: 'warning',
  outcome: 'refused',
  why: 'The association is a resource of its own, to which the service does not refer. Without the dependency CloudFormation may create the service first, and ECS refuses a capacity provider that the cluster does not have. When the stack is deleted, CloudFormation may remove the association first, and ECS refuses this while a service uses the capacity provider.',
  fix: 'Call `service.node.defaultChild!.node.addDependency(cluster)`, which includes the association of an L2 cluster; ContainerService depends on it automatically. In CloudFormation: add the AWS::ECS::ClusterCapacityProviderAssociations resource to DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  subject: 'taskRunner',
  *check(runner) {
    if (runner.startsTasks || !runner.decidesWhere || !canHaveStrategy(runner)) { return; }
    for (const [association, items] of lateAssociations(runner)) {
      yield {
        location: runner.resource.dependsOnPlace,
        related: [association.at('')],
        message: `${runner.resource.logicalId} does not depend on ${association.logicalId}, which associates its capacity providers (${items.map(({ label }) => label).join(', ')}) with the cluster`,
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a strategy without a dependency': { Service: { DependsOn: [] } },
    'the default strategy of the cluster': { Service: { DependsOn: [], CapacityProviderStrategy: undefined } },
    'a strategy of Fargate': { scene: 'a Fargate service on a strategy', change: { Service: { DependsOn: [] } } },
  },
  good: {
    'a launch type': { Service: { DependsOn: [], CapacityProviderStrategy: undefined, LaunchType: 'EC2' } },
    'a daemon, which cannot have a strategy': { Service: daemonService({ DependsOn: [] }) },
    'a scheduling strategy from a parameter': { Service: { DependsOn: [], SchedulingStrategy: { Ref: 'AParameter' } } },
    'no default strategy': { Service: { DependsOn: [], CapacityProviderStrategy: undefined }, Providers: { DefaultCapacityProviderStrategy: [] } },
    'capacity providers in the cluster': {
      scene: 'a Fargate service on a strategy', change: { Service: { DependsOn: [] }, Providers: undefined, Cluster: { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] } },
    },
    'a cluster with capacity providers from a parameter': { Service: { DependsOn: [] }, Cluster: { CapacityProviders: { Ref: 'AParameter' } } },
    'an association under a condition': { Service: { DependsOn: [] }, Providers: { Condition: 'HasProviders' } },
    'a dependency through another service': {
      scene: 'a Fargate service on a strategy', change: { Service: { DependsOn: ['Before'] }, Before: furtherService({}) },
    },
    'an association in which the capacity provider comes from a parameter': { Service: { DependsOn: [] }, Providers: { CapacityProviders: [{ Ref: 'AParameter' }], DefaultCapacityProviderStrategy: [] } },
    'a service whose task sets decide': {
      scene: 'a service with a task set',
      change: { Service: { DependsOn: [] }, Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } },
    },
    'a schedule, which runs its tasks later': {
      scene: 'a Fargate service', change: { Hourly: everyHour({ LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] }) },
    },
  },
});

/** A daemon must not have a strategy; daemon-settings reports it. */
function canHaveStrategy(runner: TaskRunner): boolean { return !(runner instanceof Service) || runner.schedulingStrategy.is('REPLICA'); }

/** The associations that CloudFormation may create after the service, with those of its capacity providers that they list. */
function lateAssociations(runner: TaskRunner): readonly (readonly [Resource, readonly StrategyItem[]])[] {
  const { cluster, resource } = runner;
  if (!cluster || !cluster.node.list('CapacityProviders').isEmpty) { return []; }
  return cluster.associations.filter(each => each.coexistsWith(resource) && !resource.waitsFor(each)).flatMap(association => {
    const listed = new Set(itemsIn(association, runner).flatMap(item => keyOf(item) ?? []));
    const items = strategyOf(runner, association).items.filter(item => listed.has(keyOf(item) ?? ''));
    return items.length > 0 ? [[association, items] as const] : [];
  });
}

/** The strategy of the service, or else the default strategy of its cluster. */
function strategyOf({ strategy, usesDefaultStrategy, application }: TaskRunner, { properties }: Resource): CapacityStrategy {
  return usesDefaultStrategy ? new CapacityStrategy(properties.get('DefaultCapacityProviderStrategy'), application) : strategy;
}

function itemsIn({ properties }: Resource, { application }: TaskRunner): readonly StrategyItem[] {
  const items = properties.list('CapacityProviders').sure.map(place => new StrategyItem(place, place, application));
  // associated-providers reports those of Managed Instances, which must not be listed
  return items.flatMap(item => {
    if (item.compute.is('MANAGED_INSTANCES')) { return []; }
    return [item];
  });
}

/** A capacity provider of the app, or the name of another. */
function keyOf({ provider, providerName }: StrategyItem): Resource | string | undefined { return provider?.resource ?? providerName.known; }
