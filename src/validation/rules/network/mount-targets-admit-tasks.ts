import { NFS_PORT } from '../../../facts/file-systems';
import { FileSystem, mountsOf, MountTarget } from '../../model/file-system';
import type { Launch } from '../../model/launch';
import type { SecurityGroup } from '../../model/security-group';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The security groups of mount targets let the tasks in',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A file system is mounted over the network. Where no rule admits the tasks, mounting times out and they do not start.',
  fix: 'Add an ingress rule for TCP port 2049 with the security group of the tasks as its source; outside of awsvpc, with that of their instances.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/network-access.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { fileSystem } of mountsOf(task).filter(mount => !mount.fileSystem.mayHaveOthers)) {
      for (const launch of task.launches.filter(({ isIdle }) => !isIdle)) { yield* shutOut(launch, fileSystem); }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'no rule': { FromTasks: undefined },
    'another port': { FromTasks: { FromPort: 443, ToPort: 443 } },
    'another source': { FromTasks: { SourceSecurityGroupId: { 'Fn::GetAtt': ['TargetGroup', 'GroupId'] } } },
    'one of two zones': {
      TargetB: { SecurityGroups: [{ 'Fn::GetAtt': ['OtherGroup', 'GroupId'] }] },
      OtherGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } },
    },
  },
  good: {
    'a range of addresses': { FromTasks: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' } },
    'the group of the tasks itself, open to its own': {
      FromTasks: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, IpProtocol: '-1', FromPort: undefined, ToPort: undefined },
      TargetA: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] },
      TargetB: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] },
    },
    'mount targets that the app may not show': {
      FromTasks: undefined,
      AnotherTarget: { Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: { Ref: 'SomeFileSystem' }, SubnetId: { Ref: 'SubnetA' }, SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    },
    'a rule of a group that is not known': { FromTasks: { GroupId: { Ref: 'Group' } } },
    'tasks of a group that is not known': { FromTasks: { SourceSecurityGroupId: 'sg-0a1b2c3d4e5f60718' }, Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } } } },
  },
});

function* shutOut(launch: Launch, fileSystem: FileSystem): Iterable<Violation> {
  const toEverybody = closedTo(fileSystem, launch);
  const [closed] = toEverybody.length > 0 ? toEverybody : closedTo(fileSystem, launch, sourcesOf(launch));
  if (!closed) { return; }
  // on instances the version of the agent decides whether the task mounts or its host
  const isSure = toEverybody.length > 0 || launch.compute.is('FARGATE');
  yield {
    location: closed.node.at('SecurityGroups'),
    message: `no rule lets the tasks of ${launch.resource.logicalId} in on port ${NFS_PORT}, through which they mount ${fileSystem.resource.logicalId}`,
    ...isSure && !fileSystem.isDoubtful ? {} : { severity: 'warning' },
  };
}

/** What the network interfaces of the tasks themselves are in. */
function sourcesOf({ networkMode, securityGroups }: Launch): readonly SecurityGroup[] | undefined {
  return networkMode.is('awsvpc') ? securityGroups : undefined;
}

/** Mount targets of a zone that its tasks run in, of which none lets the sources in. */
function closedTo({ mountTargets }: FileSystem, { subnets }: Launch, sources?: readonly SecurityGroup[]): readonly MountTarget[] {
  const open = new Set(mountTargets.filter(target => target.mayAdmit(sources)));
  const usable = subnets?.map(subnet => mountTargets.filter(target => target.mayServe(subnet))) ?? [mountTargets];
  return usable.find(targets => targets.length > 0 && targets.every(target => !open.has(target))) ?? [];
}
