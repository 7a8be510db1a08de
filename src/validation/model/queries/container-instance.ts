import { CapacityProvider } from '../entities/capacity-provider';
import { allOf, entityAt } from '../entities/entity';
import { Role } from '../entities/role';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** The container instances of a capacity provider that have the same launch template or launch configuration. */
export interface ContainerInstances {
  readonly provider: Resource;
  /** The place of the instance profile. */
  readonly profilePlace: Node;
  /** The role in the instance profile, if both are in the app. */
  readonly role?: Role;
  /** Whether the Auto Scaling group may certainly launch instances. */
  readonly areLaunched: boolean;
  /** The role that ECS launches Managed Instances with. */
  readonly launchedBy?: Role;
}

const PROFILE = 'AWS::IAM::InstanceProfile';

/** The container instances of each capacity provider in the app, once for each launch template that is certainly used. */
export function containerInstances(application: ResourceIndex): readonly ContainerInstances[] {
  return allOf(CapacityProvider, application).flatMap(({ resource, node, group }) => {
    const managed = node.get('ManagedInstancesProvider');
    if (managed.isGiven) { return [managedInstances(resource, managed, application)]; }
    const profiles = group?.launches.known.map(({ data }) => data.get('IamInstanceProfile')) ?? [];
    const areLaunched = group?.maxSize.satisfies(size => size > 0) === true;
    return profiles.map(profilePlace => ({ provider: resource, profilePlace, role: roleIn(profilePlace, application), areLaunched }));
  });
}

function managedInstances(provider: Resource, managed: Node, application: ResourceIndex): ContainerInstances {
  const profilePlace = managed.get('InstanceLaunchTemplate').get('Ec2InstanceProfileArn');
  const launchedBy = entityAt(Role, managed.get('InfrastructureRoleArn'), application);
  return { provider, profilePlace, role: roleIn(profilePlace, application), areLaunched: false, launchedBy };
}

/** A launch template has separate keys for the name and the ARN of the profile; a launch configuration has one property for both. */
function roleIn(place: Node, application: ResourceIndex): Role | undefined {
  const named = [place, place.get('Arn'), place.get('Name')].map(each => application.resolve(each, PROFILE, 'InstanceProfileName'));
  const profile = named.find(each => each !== undefined);
  const [first, ...others] = profile ? [...profile.properties.list('Roles')] : [];
  return first && others.length === 0 ? entityAt(Role, first, application) : undefined;
}
