import { AutoScalingGroup } from '../../../src/validation/model/entities/auto-scaling-group';
import { allOf } from '../../../src/validation/model/entities/entity';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf } from '../../support/model';

const template = (data: object, rest: object = {}): RawResource => ({ Type: 'AWS::EC2::LaunchTemplate', Properties: { ...rest, LaunchTemplateData: data } });
const named = (id: string) => ({ LaunchTemplateId: { Ref: id }, Version: '1' });

function groupWith(properties: object, others: Readonly<Record<string, RawResource>> = {}): AutoScalingGroup {
  return allOf(AutoScalingGroup, appOf({
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1' } },
    Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'instances' } },
    Template: template({ InstanceType: 'm7i.large' }, { LaunchTemplateName: 'web' }),
    Arm: template({ InstanceType: 'm7g.large' }),
    ...others,
    Instances: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: properties },
  }))[0];
}

const mixed = (...overrides: readonly object[]) => ({
  MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: named('Template'), Overrides: overrides } },
});
const launchesOf = (group: AutoScalingGroup) => group.launches.known.map(({ resource }) => resource.logicalId);

test('a group has sizes, and begins with the least', () => {
  const group = groupWith({ MinSize: '1', MaxSize: '4' });
  expect([group.minSize.known, group.maxSize.known, group.desiredCapacity.known]).toEqual([1, 4, 1]);
  expect(groupWith({ MinSize: '1', MaxSize: '4', DesiredCapacity: '2' }).desiredCapacity.known).toBe(2);
  expect(groupWith({ MinSize: { Ref: 'Least' } }).desiredCapacity.isDeferred).toBe(true);
});

test('a group has subnets', () => {
  expect(groupWith({ VPCZoneIdentifier: [{ Ref: 'Subnet' }] }).subnets.all.map(({ resource }) => resource.logicalId)).toEqual(['Subnet']);
  expect(groupWith({ VPCZoneIdentifier: [{ Ref: 'Subnet' }, 'subnet-1'] }).subnets.isComplete).toBe(false);
  expect(groupWith({ VPCZoneIdentifier: { Ref: 'Subnets' } }).subnets.isComplete).toBe(false);
});

describe('the launch templates of a group', () => {
  test.each<[string, object, readonly string[], boolean]>([
    ['are named by id', { LaunchTemplate: named('Template') }, ['Template'], true],
    ['are named by name', { LaunchTemplate: { LaunchTemplateName: 'web', Version: '1' } }, ['Template'], true],
    ['may be outside the app', { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' } }, [], false],
    ['may be those of an instance', { InstanceId: 'i-1' }, [], false],
    ['are that of a policy', mixed(), ['Template'], true],
    ['are that of a policy once for all overrides', mixed({ InstanceType: 'a' }, { InstanceType: 'b' }), ['Template'], true],
    ['are those of overrides', mixed({ LaunchTemplateSpecification: named('Arm') }), ['Arm'], true],
    ['are those of a policy and of overrides', mixed({ InstanceType: 'a' }, { LaunchTemplateSpecification: named('Arm') }), ['Template', 'Arm'], true],
    ['are incomplete with a parameter', mixed({ InstanceType: 'a' }, { Ref: 'Override' }), ['Template'], false],
    ['are unknown with a policy from a parameter', { MixedInstancesPolicy: { Ref: 'Policy' } }, [], false],
  ])('%s', (_, properties, launches, isComplete) => {
    const group = groupWith(properties);
    expect([launchesOf(group), group.launches.isComplete]).toEqual([launches, isComplete]);
  });

  test('may be a launch configuration', () => {
    const properties = { InstanceType: 'm5.large', AssociatePublicIpAddress: true, SecurityGroups: [{ Ref: 'Group' }] };
    const group = groupWith({ LaunchConfigurationName: { Ref: 'Old' } }, { Old: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: properties } });
    const [old] = group.launches.all;
    expect([old.resource.logicalId, old.associatesPublicIp.known, old.securityGroups.all.length]).toEqual(['Old', true, 1]);
    expect(group.instanceTypes.all).toEqual(['m5.large']);
  });
});

test.each<[string, object, readonly string[], boolean]>([
  ['of the launch template', { LaunchTemplate: named('Template') }, ['m7i.large'], true],
  ['of overrides', mixed({ InstanceType: 'a' }, { InstanceType: 'b' }), ['a', 'b'], true],
  ['of the launch template of an override', mixed({ LaunchTemplateSpecification: named('Arm') }), ['m7g.large'], true],
  ['that EC2 chooses', mixed({ InstanceRequirements: { VCpuCount: { Min: 2 } } }), [], false],
])('the instance types are those %s', (_, properties, types, isComplete) => {
  const { instanceTypes } = groupWith(properties);
  expect([instanceTypes.known, instanceTypes.isComplete]).toEqual([types, isComplete]);
});

describe('a launch template', () => {
  const settings = (data: object) => groupWith({ LaunchTemplate: named('Template') }, { Template: template(data) }).launches.all[0];

  test.each<[string, object, readonly string[]]>([
    ['of the template', { SecurityGroupIds: [{ Ref: 'Group' }] }, ['Group']],
    ['of the first network interface', { NetworkInterfaces: [{ DeviceIndex: 1, Groups: ['sg-1'] }, { DeviceIndex: 0, Groups: [{ Ref: 'Group' }] }] }, ['Group']],
    ['by name, which may be outside the app', { SecurityGroupIds: [{ Ref: 'Group' }], SecurityGroups: ['web'] }, []],
    ['of the VPC', {}, []],
  ])('has the security groups %s', (_, data, groups) => {
    expect(settings(data).securityGroups.all.map(({ resource }) => resource.logicalId)).toEqual(groups);
  });

  test.each<[string, object, boolean | undefined]>([
    ['its first network interface has one', { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }] }, true],
    ['its first network interface has none', { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }] }, false],
    ['the network interfaces are a parameter', { NetworkInterfaces: { Ref: 'Interfaces' } }, undefined],
    ['only another network interface has one', { NetworkInterfaces: [{ DeviceIndex: 1, AssociatePublicIpAddress: true }] }, undefined],
  ])('decides on a public address if %s', (_, data, expected) => {
    expect([settings(data).associatesPublicIp.known, settings(data).associatesPublicIp.isAbsent]).toEqual([expected, false]);
  });

  test('leaves the public address to the subnet', () => { expect(settings({}).associatesPublicIp.isAbsent).toBe(true); });
});
