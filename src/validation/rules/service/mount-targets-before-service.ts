import { FileSystem, mountsByFileSystem, MountTarget } from '../../model/entities/file-system';
import type { Service } from '../../model/entities/service';
import type { Resource } from '../../model/evaluation/resource';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service depends on the mount targets of its file systems',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'A task definition refers to the file system, not to its mount targets, so CloudFormation may create the service before the mount targets. Tasks that start earlier fail, and the deployment circuit breaker counts these failures.',
  fix: 'Call `service.connectTo(Target.fileSystem(fileSystem))` for a ContainerService, or `service.node.addDependency(fileSystem.mountTargetsAvailable)` for another service. In CloudFormation: add the mount targets to DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'service',
  *check(service) {
    const { taskDefinition: task, node, isIdle } = service;
    const mounts = task && !isIdle ? [...mountsByFileSystem(task)] : [];
    const late = mounts.map(([fileSystem, volumes]) => ({ volumes, targets: lateTargets(fileSystem, service) }));
    const mounted = late.filter(({ targets }) => targets.length > 0);
    if (mounted.length === 0) { return; }
    const targets = [...new Set(mounted.flatMap(each => each.targets))];
    yield {
      location: node.at('TaskDefinition'),
      related: targets.map(target => target.at('')),
      message: `the service does not depend on ${targets.map(({ logicalId }) => logicalId).join(', ')}, the mount targets of ${mounted.flatMap(({ volumes }) => volumes.map(({ volume }) => task?.ownerOf(volume))).join(', ')}: tasks that start before them cannot mount the file system`,
    };
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'two volumes': {
      Service: { DependsOn: ['Providers'] },
      Task: { Volumes: { 1: { Name: 'uploads', EFSVolumeConfiguration: { FilesystemId: { Ref: 'FileSystem' }, RootDirectory: '/uploads', TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } } } } },
    },
    'no dependency': { Service: { DependsOn: ['Providers'] } },
    'one of two': { Service: { DependsOn: ['Providers', 'TargetA'] } },
  },
  good: {
    'a dependency through another resource': {
      Service: { DependsOn: ['Providers', 'Parameter'] },
      Parameter: {
        Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Join': [',', [{ 'Fn::GetAtt': ['TargetA', 'IpAddress'] }, { Ref: 'TargetB' }]] } },
      },
    },
    'a mount target under a condition': {
      TargetC: {
        Type: 'AWS::EFS::MountTarget',
        Condition: 'ThirdZone',
        Properties: { FileSystemId: { Ref: 'FileSystem' }, SubnetId: 'subnet-0a1b2c3d4e5f60719', SecurityGroups: [{ 'Fn::GetAtt': ['TargetGroup', 'GroupId'] }] },
      },
    },
    'a mount target in a zone without tasks': {
      SubnetC: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.32.0/20', AvailabilityZone: { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] } } },
      TargetC: {
        Type: 'AWS::EFS::MountTarget',
        Properties: { FileSystemId: { Ref: 'FileSystem' }, SubnetId: { Ref: 'SubnetC' }, SecurityGroups: [{ 'Fn::GetAtt': ['TargetGroup', 'GroupId'] }] },
      },
    },
    'a service without tasks': { Service: { DependsOn: ['Providers'], DesiredCount: 0 } },
  },
});

/** The mount targets that the tasks may need and that CloudFormation may create after the service. They have no condition that could exclude them. */
function lateTargets({ mountTargets }: FileSystem, service: Service): readonly Resource[] {
  return mountTargets.filter(target => mayServe(target, service)).map(({ resource }) => resource)
    .filter(target => target.coexistsWith(service.resource) && !service.resource.waitsFor(target));
}

/** Whether tasks may run in the zone of the mount target. */
function mayServe(target: MountTarget, { subnets }: Service): boolean {
  return subnets.maySome(subnet => target.mayServe(subnet));
}
