import { VPC_DEFAULTS } from '../../../facts/defaults';
import { FileSystem, Mount, mountsOf } from '../../model/file-system';
import type { Launch } from '../../model/launch';
import type { Subnet } from '../../model/subnet';
import { defineRule, Violation } from '../rule';

const SECOND_ZONE = { 'Fn::Select': [1, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] };

export default defineRule({
  title: 'A file system has a mount target in every zone from where tasks mount it',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Tasks ask for a file system by a name that answers with the mount target of their zone. Where there is none they stop with "Failed to resolve".',
  fix: 'Add a mount target in a subnet of each zone that the tasks run in, in a VPC with EnableDnsSupport and EnableDnsHostnames.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const mount of mountsOf(task)) {
      const { fileSystem: { mountTargets, mayHaveOthers, isDoubtful, resource }, volume, place } = mount;
      if (mayHaveOthers) { continue; }
      if (mountTargets.length === 0) {
        const message = `${task.ownerOf(volume)} is on ${resource.logicalId}, which has no mount target`;
        yield { location: place.location, message, ...isDoubtful ? { severity: 'warning' } : {} };
      } else {
        for (const launch of task.launches) { yield* outOfReach(launch, mount); }
      }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'no mount targets': { TargetA: undefined, TargetB: undefined },
    'a mount target in one of two zones': { TargetB: undefined },
    'a VPC without names': { Vpc: { EnableDnsSupport: false } },
    'a VPC without names for hosts': { Vpc: { EnableDnsHostnames: undefined } },
  },
  good: {
    'a mount target in another subnet of the zone': {
      TargetB: { SubnetId: { Ref: 'Another' } },
      Another: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.32.0/20', AvailabilityZone: SECOND_ZONE } },
    },
    'a zone that is not known': { TargetB: undefined, SubnetB: { AvailabilityZone: { Ref: 'Zone' } } },
    'a mount target that may be anywhere': { TargetB: { SubnetId: { Ref: 'SomeSubnet' } } },
    'mount targets of a file system that is not known': { TargetA: { FileSystemId: { Ref: 'SomeFileSystem' } }, TargetB: undefined },
    'a service without tasks': { TargetB: undefined, Service: { DesiredCount: 0 } },
    'a file system that others may use': {
      TargetA: undefined,
      TargetB: undefined,
      Writer: { Type: 'Custom::MountTargets', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:write', FileSystem: { Ref: 'FileSystem' } } },
    },
  },
});

function* outOfReach(launch: Launch, { fileSystem }: Mount): Generator<Violation> {
  if (!launch.networkMode.is('awsvpc')) { return; }
  const subnets = launch.isIdle ? [] : launch.subnets ?? [];
  const violation = awayFrom(fileSystem, subnets) ?? nameless(fileSystem, subnets);
  // instances may fall back to the address of a mount target in another zone
  const isSure = launch.compute.is('FARGATE') && violation?.severity === undefined;
  if (violation) { yield { location: launch.awsvpc.at('Subnets'), message: violation.message, ...isSure ? {} : { severity: 'warning' } }; }
}

function awayFrom({ mountTargets, answersByZone, resource }: FileSystem, subnets: readonly Subnet[]): Omit<Violation, 'location'> | undefined {
  const away = subnets.find(each => mountTargets.every(target => !target.mayServe(each)));
  if (!away) { return undefined; }
  const where = mountTargets.some(target => target.mayBeInVpcOf(away)) ? 'Availability Zone' : 'VPC';
  return { message: `no mount target of ${resource.logicalId} is in the ${where} of subnet ${away.resource.logicalId}`, ...answersByZone ? {} : { severity: 'warning' } };
}

function nameless({ resource }: FileSystem, subnets: readonly Subnet[]): Omit<Violation, 'location'> | undefined {
  const [vpc] = subnets.map(each => each.vpc);
  if (vpc?.type !== 'AWS::EC2::VPC') { return undefined; }
  const problem = (key: string) => `${key} of ${vpc.logicalId} is off, so that the name of ${resource.logicalId} leads nowhere`;
  if (vpc.properties.flag('EnableDnsSupport').orDefault(VPC_DEFAULTS.dnsSupport).is(false)) { return { message: problem('EnableDnsSupport') }; }
  const lacksHostnames = vpc.properties.flag('EnableDnsHostnames').orDefault(VPC_DEFAULTS.dnsHostnames).is(false);
  return lacksHostnames ? { message: problem('EnableDnsHostnames'), severity: 'warning' } : undefined;
}
