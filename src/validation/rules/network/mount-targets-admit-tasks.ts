import { NFS_PORT } from '../../../facts/file-systems';
import { FileSystem, mountsByFileSystem, MountTarget } from '../../model/entities/file-system';
import type { TaskRunner } from '../../model/entities/task-runner';
import { JoinedList } from '../../model/evaluation/joined-list';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The security groups of mount targets admit the tasks',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS mounts the file system over the network before the containers start. Without an ingress rule for the tasks the mount times out and the task does not start.',
  fix: 'Call service.connections.allowToDefaultPort(fileSystem), which also works if the file system is in another stack; for tasks on container instances without awsvpc, call it on the connections of their Auto Scaling group. In CloudFormation: an AWS::EC2::SecurityGroupIngress for TCP port 2049 with the security group of the tasks as source.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/network-access.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const fileSystem of mountsByFileSystem(task).keys()) {
      if (fileSystem.mayHaveOthers) { continue; }
      for (const runner of task.taskRunners.filter(({ isIdle }) => !isIdle)) { yield* shutOut(runner, fileSystem); }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'no ingress rule': { FromTasks: undefined },
    'no ingress rule, for two volumes on one file system': {
      FromTasks: undefined,
      Task: { Volumes: { 1: { Name: 'uploads', EFSVolumeConfiguration: { FilesystemId: { Ref: 'FileSystem' }, RootDirectory: '/uploads' } } } },
    },
    'another port': { FromTasks: { FromPort: 443, ToPort: 443 } },
    'another security group': { FromTasks: { SourceSecurityGroupId: { 'Fn::GetAtt': ['TargetGroup', 'GroupId'] } } },
    'one of two Availability Zones': {
      TargetB: { SecurityGroups: [{ 'Fn::GetAtt': ['OtherGroup', 'GroupId'] }] },
      OtherGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } },
    },
    'another security group, on container instances': {
      Service: onInstances(), FromTasks: { SourceSecurityGroupId: { 'Fn::GetAtt': ['TargetGroup', 'GroupId'] } },
    },
    'no ingress rule, on container instances': { Service: onInstances(), FromTasks: undefined },
  },
  good: {
    'a CIDR': { FromTasks: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' } },
    'the security group of the tasks, with a rule for itself': {
      FromTasks: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, IpProtocol: '-1', FromPort: undefined, ToPort: undefined },
      TargetA: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] },
      TargetB: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] },
    },
    'a mount target of an unknown file system': {
      FromTasks: undefined,
      AnotherTarget: { Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: { Ref: 'SomeFileSystem' }, SubnetId: { Ref: 'SubnetA' }, SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    },
    'an ingress rule of an unknown security group': { FromTasks: { GroupId: { Ref: 'Group' } } },
    'tasks with an imported security group': { FromTasks: { SourceSecurityGroupId: 'sg-0a1b2c3d4e5f60718' }, Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } } } },
    'a subnet from a parameter, and a mount target in one of two Availability Zones': {
      TargetB: { SecurityGroups: [{ 'Fn::GetAtt': ['OtherGroup', 'GroupId'] }] },
      OtherGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetId' }, { Ref: 'SubnetB' }] } } },
    },
    'no tasks': { FromTasks: undefined, Service: { DesiredCount: 0 } },
  },
});

function* shutOut(runner: TaskRunner, fileSystem: FileSystem): Iterable<Violation> {
  const [closed] = closedTo(fileSystem, runner);
  if (!closed) { return; }
  // on container instances the version of the agent decides whether the task or its instance mounts
  const isSure = !fileSystem.isDoubtful && (runner.compute.is('FARGATE') || !closed.mayAdmit(JoinedList.UNKNOWN));
  yield {
    location: closed.node.at('SecurityGroups'),
    related: [runner.resource, ...runner.securityGroups.all.map(({ resource }) => resource), fileSystem.resource].map(resource => resource.at('')),
    message: `mount target ${closed.resource.logicalId} of ${fileSystem.resource.logicalId} does not admit the tasks of ${runner.resource.logicalId} on port ${NFS_PORT}`,
    ...isSure ? {} : { severity: 'warning' },
  };
}

/** The mount targets in each Availability Zone of the tasks in which no mount target admits them. */
function closedTo({ mountTargets }: FileSystem, { subnets, securityGroups }: TaskRunner): readonly MountTarget[] {
  const open = new Set(mountTargets.filter(target => target.mayAdmit(securityGroups)));
  const usable = subnets.isComplete ? subnets.known.map(subnet => mountTargets.filter(target => target.mayServe(subnet))) : [mountTargets];
  return usable.flatMap(targets => targets.some(target => open.has(target)) ? [] : targets);
}

function onInstances(): object { return { LaunchType: 'EC2', CapacityProviderStrategy: undefined, DependsOn: ['TargetA', 'TargetB'] }; }
