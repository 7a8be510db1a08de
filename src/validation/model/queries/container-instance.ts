import { CapacityProvider } from '../entities/capacity-provider';
import { allOf, entityAt } from '../entities/entity';
import { Role } from '../entities/role';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** Instances that register in a cluster, by what launches them. */
export interface ContainerInstances {
  readonly provider: Resource;
  /** Where the instance profile belongs. */
  readonly profilePlace: Node;
  /** The role in it, where both are in the app. */
  readonly role?: Role;
  /** Whether there will certainly be any. */
  readonly areLaunched: boolean;
  /** The role with which ECS launches them, where it does. */
  readonly launchedBy?: Role;
}

const PROFILE = 'AWS::IAM::InstanceProfile';

/** The instances of every capacity provider of the app, once for each launch template that certainly launches some. */
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

/** Where the launch configuration, or each launch template of the group, names its instance profile. */
function profilesOf(group: Node, application: ResourceIndex): readonly Node[] {
  const configuration = application.resolve(group.get('LaunchConfigurationName'), 'AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName');
  if (configuration) { return [configuration.properties.get('IamInstanceProfile')]; }
  const templates = specificationsOf(group).flatMap(specification => launchTemplate(specification, application) ?? []);
  return [...new Set(templates)].map(template => template.properties.get('LaunchTemplateData').get('IamInstanceProfile'));
}

/** An override of a mixed-instances policy may name a launch template of its own; the one of the policy serves the others. */
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

/** A launch template names the profile by name or ARN, a launch configuration by either. */
function roleIn(place: Node, application: ResourceIndex): Role | undefined {
  const named = [place, place.get('Arn'), place.get('Name')].map(each => application.resolve(each, PROFILE, 'InstanceProfileName'));
  const profile = named.find(each => each !== undefined);
  const [first, ...others] = profile ? [...profile.properties.list('Roles')] : [];
  return first && others.length === 0 ? entityAt(Role, first, application) : undefined;
}
