import { capacityGroups } from './capacity-groups';
import { CapacityProvider } from '../entities/capacity-provider';
import { allOf, entitiesAt, Entity } from '../entities/entity';
import { mountsOf } from '../entities/file-system';
import type { LoadBalancer } from '../entities/load-balancer';
import { SecurityGroup } from '../entities/security-group';
import { Subnet } from '../entities/subnet';
import { TargetGroup } from '../entities/target-group';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { VpcEndpoint } from '../entities/vpc-endpoint';
import type { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/** Resources that AWS uses together only in one VPC. Each has a `VpcId`. */
export interface VpcUse {
  /** What uses them. */
  readonly user: Resource;
  /** As messages print the first anchor. */
  readonly name: string;
  /** The resources that decide on the VPC of the user. */
  readonly anchors: readonly Resource[];
  readonly others: readonly Resource[];
}

/** The resources of a use that are certainly in another VPC than all of its anchors. */
export function elsewhere({ anchors, others }: VpcUse): readonly Resource[] {
  return others.filter(other => anchors.every(anchor => areDifferent(vpcOf(anchor), vpcOf(other))));
}

/** The place that names the VPC of a resource. */
export function vpcOf({ properties }: Resource): Node { return properties.get('VpcId'); }

/** What uses a VPC with or for tasks. */
export function vpcUses(runners: readonly TaskRunner[], application: TaskRunnerIndex): readonly VpcUse[] {
  const ofTasks = runners.flatMap(runner => usesOfTasks(runner));
  // a target group in another VPC than the tasks is reported already
  const reported = new Set(ofTasks.flatMap(use => elsewhere(use)));
  const groups = new Set(runners.flatMap(runner => targetGroupsOf(runner)).filter(({ resource }) => !reported.has(resource)));
  const balancers = grouped(groups, ({ loadBalancers }) => loadBalancers.known);
  const ofBalancers = [...balancers].flatMap(([balancer, targets]) => useOfBalancer(balancer, targets));
  const ofInstances = [...usesOfInstances(application), ...usesOfManagedInstances(application)];
  return [...ofTasks, ...ofBalancers, ...ofInstances, ...usesOfMountTargets(runners), ...usesOfEndpoints(application)];
}

function usesOfTasks(runner: TaskRunner): readonly VpcUse[] {
  const targets = resourcesOf(targetGroupsOf(runner));
  if (runner.sharesInterface) { return useOf(runner.resource, 'the container instances', subnetsOfInstances(runner), targets); }
  const [subnet, ...others] = resourcesOf(runner.subnets);
  return useOf(runner.resource, 'the tasks', subnet ? [subnet] : [], [...others, ...inOneVpc(runner.securityGroups), ...targets]);
}

/** A subnet of each Auto Scaling group that may run the tasks; empty if one is unknown. */
function subnetsOfInstances(runner: TaskRunner): readonly Resource[] {
  const groups = capacityGroups(runner);
  const subnets = groups.known.map(group => group.subnets.known[0]?.resource);
  const known = subnets.flatMap(subnet => subnet ?? []);
  return groups.isComplete && known.length === subnets.length ? known : [];
}

function useOfBalancer(balancer: LoadBalancer, targets: readonly TargetGroup[]): readonly VpcUse[] {
  const [anchor, ...others] = [...resourcesOf(balancer.subnets), ...inOneVpc(balancer.securityGroups)];
  return useOf(balancer.resource, `load balancer ${balancer.resource.logicalId}`, anchor ? [anchor] : [], [...others, ...resourcesOf(targets)]);
}

/** The Auto Scaling groups of capacity providers. */
function usesOfInstances(application: TaskRunnerIndex): readonly VpcUse[] {
  const groups = new Set(allOf(CapacityProvider, application).flatMap(({ group }) => group?.maxSize.satisfies(size => size > 0) ? group : []));
  return [...groups].flatMap(({ resource, subnets, launches }) => {
    const [subnet, ...others] = resourcesOf(subnets);
    const securityGroups = launches.known.flatMap(launch => inOneVpc(launch.securityGroups));
    return useOf(resource, `Auto Scaling group ${resource.logicalId}`, subnet ? [subnet] : [], [...others, ...securityGroups]);
  });
}

function usesOfManagedInstances(application: TaskRunnerIndex): readonly VpcUse[] {
  return allOf(CapacityProvider, application).flatMap(({ resource, managedSettings }) => {
    const network = managedSettings.get('InstanceLaunchTemplate').get('NetworkConfiguration');
    const [subnet, ...others] = resourcesOf(entitiesAt(Subnet, network.list('Subnets'), true, application));
    const securityGroups = inOneVpc(SecurityGroup.listAt(network.get('SecurityGroups'), application));
    return useOf(resource, `the Managed Instances of ${resource.logicalId}`, subnet ? [subnet] : [], [...others, ...securityGroups]);
  });
}

function usesOfMountTargets(runners: readonly TaskRunner[]): readonly VpcUse[] {
  const tasks = new Set(runners.flatMap(({ taskDefinition }) => taskDefinition ?? []));
  const fileSystems = new Set([...tasks].flatMap(task => mountsOf(task).map(({ fileSystem }) => fileSystem)));
  return [...fileSystems].flatMap(({ mountTargets }) => mountTargets).flatMap(({ resource, subnet, securityGroups }) =>
    useOf(resource, `mount target ${resource.logicalId}`, subnet ? [subnet.resource] : [], inOneVpc(securityGroups)));
}

function usesOfEndpoints(application: TaskRunnerIndex): readonly VpcUse[] {
  return allOf(VpcEndpoint, application).map(({ resource, subnets, securityGroups }) =>
    ({ user: resource, name: `VPC endpoint ${resource.logicalId}`, anchors: [resource], others: [...subnets, ...inOneVpc(securityGroups)] }));
}

function useOf(user: Resource, owner: string, anchors: readonly Resource[], others: readonly Resource[]): readonly VpcUse[] {
  return anchors.slice(0, 1).map(({ type, logicalId }) => {
    const kind = type === SecurityGroup.TYPE ? 'security group' : 'subnet';
    return { user, name: `${kind} ${logicalId} of ${owner}`, anchors, others };
  });
}

function targetGroupsOf({ attachments }: TaskRunner): readonly TargetGroup[] { return attachments.flatMap(({ targetGroups }) => targetGroups); }

/** The security groups that only their own VPC can use. */
function inOneVpc(groups: JoinedList<SecurityGroup>): readonly Resource[] {
  return resourcesOf(groups.known.filter(({ mayBeInOtherVpcs }) => !mayBeInOtherVpcs));
}

function resourcesOf(entities: Iterable<Entity>): readonly Resource[] { return [...new Set(Array.from(entities, ({ resource }) => resource))]; }

/** True for two VPCs of the app, or two literal ids. An id and a VPC of the app may be the same VPC if it is deployed already. */
export function areDifferent(one: Node, other: Node): boolean {
  const [oneVpc, otherVpc] = [one.asAttribute?.resource, other.asAttribute?.resource];
  const areVpcs = [oneVpc, otherVpc].every(resource => resource?.type === 'AWS::EC2::VPC');
  return areVpcs ? oneVpc !== otherVpc : one.asText.satisfies(id => other.asText.differs(id));
}
