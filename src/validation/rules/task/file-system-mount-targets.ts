import { VPC_DEFAULTS } from '../../../facts/defaults';
import { FileSystem, mountsByFileSystem } from '../../model/entities/file-system';
import type { Subnet } from '../../model/entities/subnet';
import type { TaskRunner } from '../../model/entities/task-runner';
import { mayAnswerOtherwise } from '../../model/queries/private-dns';
import { defineRule, Violation } from '../rule';

const SECOND_ZONE = { 'Fn::Select': [1, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] };

export default defineRule({
  title: 'A file system has a mount target in every Availability Zone of the tasks that mount it',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Tasks look up the file system by a DNS name, which resolves to the mount target in their Availability Zone. Without a mount target there, they stop with "Failed to resolve".',
  fix: 'Create the efs.FileSystem in the VPC of the service, with vpcSubnets in the same Availability Zones; in CloudFormation, add an AWS::EFS::MountTarget for each zone, in a VPC with EnableDnsSupport and EnableDnsHostnames.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const [fileSystem, [{ volume, place }]] of mountsByFileSystem(task)) {
      if (fileSystem.mayHaveOthers) { continue; }
      if (fileSystem.mountTargets.length === 0) {
        const { resource, isDoubtful } = fileSystem;
        const message = `file system ${resource.logicalId} of ${task.ownerOf(volume)} has no mount target, so tasks cannot mount it; add one for each Availability Zone`;
        yield { location: place.location, message, ...isDoubtful ? { severity: 'warning' } : {} };
      } else {
        for (const runner of task.taskRunners) { yield* outOfReach(runner, fileSystem); }
      }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'no mount targets': { TargetA: undefined, TargetB: undefined },
    'a mount target in one of two zones': { TargetB: undefined },
    'a mount target in one of two zones, for two volumes on one file system': {
      TargetB: undefined,
      Task: { Volumes: { 1: { Name: 'uploads', EFSVolumeConfiguration: { FilesystemId: { Ref: 'FileSystem' }, RootDirectory: '/uploads' } } } },
    },
    'another VPC': { scene: 'a Fargate service with a file system in a peered VPC', change: { Peering: undefined, Zone: undefined } },
    'a peered VPC without a private hosted zone': { scene: 'a Fargate service with a file system in a peered VPC', change: { Zone: undefined } },
    'a private hosted zone only for the VPC of the file system': {
      scene: 'a Fargate service with a file system in a peered VPC', change: { Zone: { VPCs: [{ VPCId: { Ref: 'FileVpc' }, VPCRegion: 'eu-west-1' }] } },
    },
    'an S3 Files file system without mount targets': {
      scene: 'a Fargate service',
      change: {
        Task: {
          TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
          Volumes: [{ Name: 'data', S3FilesVolumeConfiguration: { FileSystemArn: { 'Fn::GetAtt': ['Files', 'FileSystemArn'] } } }],
        },
        Files: { Type: 'AWS::S3Files::FileSystem', Properties: { Bucket: 'arn:aws:s3:::files', RoleArn: 'arn:aws:iam::111122223333:role/files' } },
      },
    },
    'a mount target in one of two zones, with a launch type from a parameter': { TargetB: undefined, Service: { LaunchType: { Ref: 'LaunchType' } } },
    'a mount target in one of two zones, for a One Zone file system': { TargetB: undefined, FileSystem: { AvailabilityZoneName: 'eu-west-1a' } },
    'a mount target in one of two zones of a peered VPC': {
      TargetB: undefined, Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: { Ref: 'Vpc' }, PeerVpcId: 'vpc-0123456789abcdef0' } },
    },
    'a VPC without DNS support': { Vpc: { EnableDnsSupport: false } },
    'a VPC without DNS host names': { Vpc: { EnableDnsHostnames: false } },
  },
  good: {
    'a private hosted zone for a VPC from a parameter': {
      scene: 'a Fargate service with a file system in a peered VPC', change: { Zone: { VPCs: [{ VPCId: { Ref: 'AParameter' }, VPCRegion: 'eu-west-1' }] } },
    },
    'a private hosted zone for VPCs from a parameter': { scene: 'a Fargate service with a file system in a peered VPC', change: { Zone: { VPCs: { Ref: 'AParameter' } } } },
    'a resolver rule for the VPC': {
      scene: 'a Fargate service with a file system in a peered VPC',
      change: { Zone: undefined, Rule: { Type: 'AWS::Route53Resolver::ResolverRuleAssociation', Properties: { VPCId: { Ref: 'Vpc' }, ResolverRuleId: 'rslvr-rr-0123456789abcdef0' } } },
    },
    'another Availability Zone, with the name in a private hosted zone': { TargetB: undefined, Zone: zoneOf({ Ref: 'Vpc' }) },
    'a mount target in another subnet of the zone': {
      TargetB: { SubnetId: { Ref: 'Another' } },
      Another: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.32.0/20', AvailabilityZone: SECOND_ZONE } },
    },
    'an Availability Zone from a parameter': { TargetB: undefined, SubnetB: { AvailabilityZone: { Ref: 'Zone' } } },
    'a mount target in a subnet from a parameter': { TargetB: { SubnetId: { Ref: 'SomeSubnet' } } },
    'a mount target of a file system from a parameter': { TargetA: { FileSystemId: { Ref: 'SomeFileSystem' } }, TargetB: undefined },
    'a service with a desired count of 0': { TargetB: undefined, Service: { DesiredCount: 0 } },
    'a custom resource that may create mount targets': {
      TargetA: undefined,
      TargetB: undefined,
      Writer: { Type: 'Custom::MountTargets', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:write', FileSystem: { Ref: 'FileSystem' } } },
    },
    'a network mode from a parameter': { TargetB: undefined, Task: { NetworkMode: { Ref: 'NetworkMode' } } },
    'a VPC from a parameter, and a private hosted zone for it': {
      TargetB: undefined, SubnetA: { VpcId: { Ref: 'AParameter' } }, SubnetB: { VpcId: { Ref: 'AParameter' } }, Zone: zoneOf({ Ref: 'AParameter' }),
    },
  },
});

function zoneOf(VPCId: unknown) {
  return { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'fs.example.com', VPCs: [{ VPCId, VPCRegion: 'eu-west-1' }] } };
}

function* outOfReach(runner: TaskRunner, fileSystem: FileSystem): Generator<Violation> {
  if (!runner.networkMode.is('awsvpc')) { return; }
  const subnets = runner.isIdle ? [] : runner.subnets.all;
  const violation = awayFrom(fileSystem, subnets.filter(each => !mayAnswer(each, runner))) ?? nameless(fileSystem, subnets);
  // container instances can fall back to the address of a mount target in another zone
  const isSure = runner.compute.is('FARGATE');
  if (violation) { yield { ...violation, location: runner.awsvpc.at('Subnets'), ...isSure ? {} : { severity: 'warning' } }; }
}

/** Whether the name of the file system may have another address in that subnet. */
function mayAnswer({ vpc }: Subnet, { application }: TaskRunner): boolean { return mayAnswerOtherwise(vpc, application); }

function awayFrom({ mountTargets, answersByZone, resource }: FileSystem, subnets: readonly Subnet[]): Omit<Violation, 'location'> | undefined {
  const away = subnets.find(each => mountTargets.every(target => !target.mayServe(each)));
  if (!away) { return undefined; }
  const isInVpc = mountTargets.some(target => target.mayBeInVpcOf(away));
  const message = `no mount target of ${resource.logicalId} is in the ${isInVpc ? 'Availability Zone' : 'VPC'} of subnet ${away.resource.logicalId}; add one there`;
  // a peered VPC may resolve the name with a hosted zone outside the app
  const isSure = answersByZone && (isInVpc || !away.isJoined);
  return { message, related: [resource.at(''), away.resource.at('')], ...isSure ? {} : { severity: 'warning' } };
}

function nameless({ resource }: FileSystem, subnets: readonly Subnet[]): Omit<Violation, 'location'> | undefined {
  const [vpc] = subnets.map(each => each.vpc);
  if (vpc?.type !== 'AWS::EC2::VPC') { return undefined; }
  const problem = (key: string) => `${key} of VPC ${vpc.logicalId} is false, so the DNS name of ${resource.logicalId} cannot be resolved; set it to true`;
  if (vpc.properties.flag('EnableDnsSupport').orDefault(VPC_DEFAULTS.dnsSupport).is(false)) { return { message: problem('EnableDnsSupport') }; }
  const lacksHostnames = vpc.properties.flag('EnableDnsHostnames').orDefault(VPC_DEFAULTS.dnsHostnames).is(false);
  return lacksHostnames ? { message: problem('EnableDnsHostnames'), severity: 'warning' } : undefined;
}
