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
  return allOf(CapacityProvider, application).flatMap(({ resource, node }) => {
    const managed = node.get('ManagedInstancesProvider');
    if (managed.isGiven) { return [managedInstances(resource, managed, application)]; }
    const group = application.resolve(node.get('AutoScalingGroupProvider').get('AutoScalingGroupArn'), 'AWS::AutoScaling::AutoScalingGroup');
    const profiles = group ? profilesOf(group.properties, application) : [];
    const areLaunched = group?.properties.number('MaxSize').satisfies(size => size > 0) === true;
    return profiles.map(profilePlace => ({ provider: resource, profilePlace, role: roleIn(profilePlace, application), areLaunched }));
  });
}

function managedInstances(provider: Resource, managed: Node, application: ResourceIndex): ContainerInstances {
  const profilePlace = managed.get('InstanceLaunchTemplate').get('Ec2InstanceProfileArn');
  const launchedBy = entityAt(Role, managed.get('InfrastructureRoleArn'), application);
  return { provider, profilePlace, role: roleIn(profilePlace, application), areLaunched: false, launchedBy };
}

/** The places of the instance profile in the launch configuration, or in each launch template of the group. */
function profilesOf(group: Node, application: ResourceIndex): readonly Node[] {
  const configuration = application.resolve(group.get('LaunchConfigurationName'), 'AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName');
  if (configuration) { return [configuration.properties.get('IamInstanceProfile')]; }
  const templates = specificationsOf(group).flatMap(specification => launchTemplate(specification, application) ?? []);
  return [...new Set(templates)].map(template => template.properties.get('LaunchTemplateData').get('IamInstanceProfile'));
}

/** An override of a mixed instances policy may name its own launch template; the others use the launch template of the policy. */
function specificationsOf(group: Node): readonly Node[] {
  const mixed = group.get('MixedInstancesPolicy').get('LaunchTemplate');
  const base = mixed.get('LaunchTemplateSpecification');
  if (!base.isGiven) { return [group.get('LaunchTemplate')]; }
  const overrides = mixed.list('Overrides');
  const own = overrides.sure.map(override => override.get('LaunchTemplateSpecification'));
  const isBaseUsed = overrides.isEmpty || own.some(specification => specification.isAbsent);
  return [...isBaseUsed ? [base] : [], ...own];
}

function launchTemplate(specification: Node, application: ResourceIndex): Resource | undefined {
  const type = 'AWS::EC2::LaunchTemplate';
  return application.resolve(specification.get('LaunchTemplateId'), type) ?? application.resolve(specification.get('LaunchTemplateName'), type, 'LaunchTemplateName');
}

/** A launch template has separate keys for the name and the ARN of the profile; a launch configuration has one property for both. */
function roleIn(place: Node, application: ResourceIndex): Role | undefined {
  const named = [place, place.get('Arn'), place.get('Name')].map(each => application.resolve(each, PROFILE, 'InstanceProfileName'));
  const profile = named.find(each => each !== undefined);
  const [first, ...others] = profile ? [...profile.properties.list('Roles')] : [];
  return first && others.length === 0 ? entityAt(Role, first, application) : undefined;
}
