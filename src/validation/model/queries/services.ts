import { DiscoveryService } from '../entities/discovery-service';
import { allOf, entityAt } from '../entities/entity';
import type { ScalableTarget } from '../entities/scalable-target';
import { Service } from '../entities/service';
import type { TargetGroup } from '../entities/target-group';
import type { TaskDefinition, TaskRunnerIndex } from '../entities/task-definition';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/** The services that run a task definition. */
export function servicesRunning({ resource, application }: TaskDefinition): readonly Service[] {
  return application.memo(servicesByTask).get(resource) ?? [];
}

/** The services that register their tasks in a target group. */
export function servicesBehind({ resource }: TargetGroup, application: TaskRunnerIndex): readonly Service[] {
  return application.memo(servicesByTargetGroup).get(resource) ?? [];
}

/** The service that a scalable target certainly scales. */
export function scaledService({ service }: ScalableTarget, application: TaskRunnerIndex): Service | undefined {
  return service && application.view(Service, service);
}

/** The services of AWS Cloud Map in which services register their tasks. */
export function registryServices(application: TaskRunnerIndex): ReadonlySet<DiscoveryService> {
  return application.memo(findRegistryServices);
}

function findRegistryServices(application: TaskRunnerIndex): ReadonlySet<DiscoveryService> {
  const registries = allOf(Service, application).flatMap(({ node }) => node.list('ServiceRegistries').sure);
  return new Set(registries.flatMap(registry => entityAt(DiscoveryService, registry.get('RegistryArn'), application) ?? []));
}

function servicesByTask(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly Service[]> {
  return grouped(allOf(Service, application), ({ taskDefinition }) => taskDefinition ? [taskDefinition.resource] : []);
}

function servicesByTargetGroup(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly Service[]> {
  return grouped(allOf(Service, application), service =>
    service.attachments.flatMap(({ targetGroups }) => targetGroups.map(({ resource }) => resource)));
}
