import { App, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { InstanceAccelerator, InstanceGroup, InstanceImage, InstanceImageFamily } from '../../../../src';
import { GPU, GRAVITON, GroupProps, groupTemplate, INFERENTIA, LARGE, makeGroup } from '../../../support/instance-group';

const { SERVER_2016, SERVER_2019, SERVER_2022, SERVER_2025 } = ecs.WindowsOptimizedVersion;
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const G5G = new ec2.InstanceType('g5g.xlarge');
const BOTTLEROCKET = InstanceImage.bottlerocket();

/** The public parameter that the deployment reads the id of the AMI from. */
function parameterOf(props: GroupProps): string {
  const parameters = groupTemplate(props).findParameters('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' });
  return (Object.values(parameters) as { readonly Default: string }[]).map(each => each.Default).join();
}

test.each<[string, GroupProps]>([
  ['/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id', {}],
  ['/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id', { instanceTypes: [GRAVITON] }],
  ['/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', { instanceTypes: [GPU] }],
  ['/aws/service/ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id', { instanceTypes: [INFERENTIA] }],
  ['/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id', { image: BOTTLEROCKET }],
  ['/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id', { image: BOTTLEROCKET, instanceTypes: [GRAVITON] }],
  ['/aws/service/bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id', { image: BOTTLEROCKET, instanceTypes: [GPU] }],
  ['/aws/service/bottlerocket/aws-ecs-2-nvidia/arm64/latest/image_id', { image: BOTTLEROCKET, instanceTypes: [G5G] }],
  ['/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-ECS_Optimized/image_id', { image: InstanceImage.windows(SERVER_2019) }],
  ['/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id', { image: InstanceImage.windows(SERVER_2022, { core: true }) }],
  ['/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-ECS_Optimized/image_id', { image: InstanceImage.windows(SERVER_2025) }],
])('the AMI is that of %s', (parameter, props) => { expect(parameterOf(props)).toBe(parameter); });

test.each<[string, GroupProps, object[]]>([
  ['Amazon Linux', {}, [volume('/dev/xvda', 50)]],
  ['a GPU', { instanceTypes: [GPU] }, [volume('/dev/xvda', 100)]],
  ['Bottlerocket', { image: BOTTLEROCKET }, [volume('/dev/xvda', 8), volume('/dev/xvdb', 50)]],
  ['Bottlerocket with a GPU', { image: BOTTLEROCKET, instanceTypes: [GPU] }, [volume('/dev/xvda', 8), volume('/dev/xvdb', 100)]],
  ['Windows', { image: InstanceImage.windows(SERVER_2022) }, [volume('/dev/sda1', 100)]],
  ['a size', { volumeSize: Size.gibibytes(200), image: BOTTLEROCKET }, [volume('/dev/xvda', 8), volume('/dev/xvdb', 200)]],
])('the volumes of %s are encrypted and hold the images', (_, props, BlockDeviceMappings) => {
  groupTemplate(props).hasResourceProperties(TEMPLATE, { LaunchTemplateData: { BlockDeviceMappings } });
});

function volume(DeviceName: string, VolumeSize: number): object { return { DeviceName, Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize, VolumeType: 'gp3' } }; }

test.each<[string, ecs.OperatingSystemFamily, GroupProps]>([
  ['Linux', ecs.OperatingSystemFamily.LINUX, { image: BOTTLEROCKET }],
  ['Windows', ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_FULL, { image: InstanceImage.windows(SERVER_2022) }],
  ['Windows Core', ecs.OperatingSystemFamily.WINDOWS_SERVER_2025_CORE, { image: InstanceImage.windows(SERVER_2025, { core: true }) }],
])('tasks get the operating system of the AMI: %s', (_, family, props) => {
  groupTemplate(props, group => { expect(group.operatingSystemFamily._operatingSystemFamily).toBe(family._operatingSystemFamily); });
});

test('the id of an AMI can be kept in the context', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  makeGroup(stack, { image: InstanceImage.amazonLinux2023({ cachedInContext: true }) });
  const name = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
  expect(app.synth().manifest.missing).toContainEqual(expect.objectContaining({ provider: 'ssm', props: expect.objectContaining({ parameterName: name }) }));
});

test('a custom AMI has the user data of its family, and its own volume', () => {
  const image = InstanceImage.custom(ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0a1b2c3d4e5f60718' }), {
    family: InstanceImageFamily.AMAZON_LINUX, volumeDeviceName: '/dev/sda1', minimumVolumeSize: Size.gibibytes(80),
  });
  groupTemplate({ image }).hasResourceProperties(TEMPLATE, {
    LaunchTemplateData: {
      ImageId: 'ami-0a1b2c3d4e5f60718',
      BlockDeviceMappings: [volume('/dev/sda1', 80)],
      UserData: { 'Fn::Base64': { 'Fn::Join': ['', [Match.stringLikeRegexp('^#!/bin/bash'), Match.anyValue(), Match.anyValue()]] } },
    },
  });
});

test.each<[GroupProps, string]>([
  [{ instanceTypes: [G5G] }, 'image (InstanceImage.amazonLinux2023) has no AMI for NVIDIA_GPU on ARM64; use InstanceImage.bottlerocket(), or instance types with X86_64'],
  [{ image: BOTTLEROCKET, instanceTypes: [INFERENTIA] }, 'image (InstanceImage.bottlerocket) has no AMI for AWS_NEURON; use InstanceImage.amazonLinux2023()'],
  [{ image: InstanceImage.windows(SERVER_2022), instanceTypes: [GRAVITON] }, 'image (InstanceImage.windows) has no AMI for ARM64; use instance types with X86_64'],
  [{ image: InstanceImage.windows(SERVER_2022), instanceTypes: [GPU] }, 'image (InstanceImage.windows) has no AMI for NVIDIA_GPU; use InstanceImage.amazonLinux2023()'],
  [{ volumeSize: Size.mebibytes(51_300) }, 'volumeSize (50.09765625 GiB) must be a whole number of at least 30 GiB'],
  [{ volumeSize: Size.gibibytes(20) }, 'volumeSize (20 GiB) must be a whole number of at least 30 GiB'],
  [{ volumeSize: Size.gibibytes(40), image: InstanceImage.windows(SERVER_2022) }, 'volumeSize (40 GiB) must be a whole number of at least 50 GiB'],
])('is refused if there is no such AMI, or if its snapshot does not fit: %#', (props, message) => {
  expect(() => groupTemplate(props)).toThrow(`[Stack/Cluster/Group] ${message}`);
});

test('Windows Server 2016 is refused', () => {
  expect(() => InstanceImage.windows(SERVER_2016)).toThrow('InstanceImage.windows: version (2016) has no ECS-optimized AMI; use one of 2019, 2022, 2025');
});

test('a custom AMI with Windows needs an operating system', () => {
  const image = ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE);
  expect(() => InstanceImage.custom(image, { family: InstanceImageFamily.WINDOWS }))
    .toThrow('InstanceImage.custom: operatingSystemFamily is required for Windows');
});

describe('the hardware', () => {
  const hardwareOf = ({ cpuArchitecture }: InstanceGroup) => cpuArchitecture._cpuArchitecture;

  test.each<[string, string, GroupProps]>([
    ['X86_64', 'a type', {}],
    ['ARM64', 'a type with Graviton', { instanceTypes: [GRAVITON] }],
    ['ARM64', 'a type that is not in the table', { instanceTypes: [new ec2.InstanceType('m99g.large')] }],
    ['ARM64', 'requirements with AWS as the only CPU manufacturer', requirements({ cpuManufacturers: [ec2.CpuManufacturer.AWS] })],
    ['X86_64', 'requirements', requirements()],
    ['X86_64', 'a type in the table whose name the CDK cannot read', { instanceTypes: [new ec2.InstanceType('u-6tb1.112xlarge')] }],
    ['ARM64', 'a type that is not known, and cpuArchitecture', { instanceTypes: [new ec2.InstanceType('p6e-gb200.36xlarge')], image: BOTTLEROCKET, cpuArchitecture: ecs.CpuArchitecture.ARM64 }],
    ['ARM64', 'requirements that allow types with Graviton', requirements({ allowedInstanceTypes: ['m7g.*', 'c*.large'] })],
    ['ARM64', 'requirements and cpuArchitecture', { ...requirements(), cpuArchitecture: ecs.CpuArchitecture.ARM64 }],
  ])('is %s for %s', (architecture, _, props) => {
    groupTemplate(props, group => { expect(hardwareOf(group)).toBe(architecture); });
  });

  test.each<[string, GroupProps, string]>([
    ['the manufacturer', requirements({ acceleratorManufacturers: [ec2.AcceleratorManufacturer.NVIDIA] }), 'gpu'],
    ['the allowed types', requirements({ allowedInstanceTypes: ['g6.*'] }), 'gpu'],
    ['accelerator', { ...requirements(), accelerator: InstanceAccelerator.AWS_NEURON }, 'neuron'],
  ])('has the accelerator of %s in requirements', (_, props, variant) => {
    expect(parameterOf(props)).toContain(`/${variant}/`);
  });

  test.each<[GroupProps, string]>([
    [{ instanceTypes: [LARGE, GRAVITON] }, 'instanceTypes have different CPU architectures (m7i.large: X86_64, m7g.large: ARM64), but a group has one AMI; add a group for each'],
    [{ instanceTypes: [LARGE, GPU] }, 'instanceTypes have different accelerators (m7i.large: NONE, g6.xlarge: NVIDIA_GPU), but a group has one AMI; add a group for each'],
    [{ cpuArchitecture: ecs.CpuArchitecture.ARM64 }, 'cpuArchitecture (ARM64) is not that of instanceTypes (m7i.large: X86_64); remove it'],
    [{ accelerator: InstanceAccelerator.NVIDIA_GPU }, 'accelerator (NVIDIA_GPU) is not that of instanceTypes (m7i.large: NONE); remove it'],
    [requirements({ acceleratorCountMin: 1 }), 'accelerator is required with these instanceRequirements, because it selects the AMI; set it to NVIDIA_GPU or AWS_NEURON'],
    [{ instanceTypes: [new ec2.InstanceType('u-6tb1.metal')] }, "instanceTypes contains 'u-6tb1.metal', whose CPU architecture is not known; set cpuArchitecture"],
    [{ instanceTypes: [new ec2.InstanceType('mac2.metal')] }, "instanceTypes contains 'mac2.metal', which runs only macOS, and ECS has no agent for it; use other types"],
    [
      requirements({ allowedInstanceTypes: ['m7g.large', 'm7i.*'] }),
      'instanceRequirements have different CPU architectures (m7g.large: ARM64, m7i.*: X86_64), but a group has one AMI; add a group for each',
    ],
    [
      { ...requirements({ cpuManufacturers: [ec2.CpuManufacturer.INTEL] }), cpuArchitecture: ecs.CpuArchitecture.ARM64 },
      'cpuArchitecture (ARM64) is not that of instanceRequirements (intel: X86_64); remove it',
    ],
    [
      { ...requirements({ acceleratorManufacturers: [ec2.AcceleratorManufacturer.AWS] }), accelerator: InstanceAccelerator.NVIDIA_GPU },
      'accelerator (NVIDIA_GPU) is not that of instanceRequirements (amazon-web-services: AWS_NEURON); remove it',
    ],
    [
      requirements({ acceleratorManufacturers: [ec2.AcceleratorManufacturer.AMD] }),
      'instanceRequirements: acceleratorManufacturers contains amd, which ECS does not support; use nvidia or amazon-web-services',
    ],
    [
      { ...requirements({ acceleratorCountMin: 1 }), accelerator: InstanceAccelerator.NONE },
      'accelerator (NONE) contradicts instanceRequirements, which require accelerators; set it to NVIDIA_GPU or AWS_NEURON',
    ],
    [requirements({ vCpuCountMax: 1 }), 'instanceRequirements: vCpuCountMin (2) must not be above vCpuCountMax (1), because no instance type has both'],
    [
      requirements({ allowedInstanceTypes: ['m7i.large'], excludedInstanceTypes: ['m7i.xlarge'] }),
      'instanceRequirements: allowedInstanceTypes and excludedInstanceTypes cannot be combined; remove one of them',
    ],
    [{ instanceTypes: [new ec2.InstanceType('large')] }, "an instance type ('large') must be a family and a size, such as m7g.large"],
  ])('is refused if the props do not agree: %#', (props, message) => { expect(() => groupTemplate(props)).toThrow(`[Stack/Cluster/Group] ${message}`); });
});

function requirements(more: Partial<ec2.InstanceRequirementsConfig> = {}): GroupProps {
  return { instanceRequirements: { vCpuCountMin: 2, memoryMin: Size.gibibytes(4), ...more } };
}

test('requirements without an accelerator exclude instance types with one', () => {
  groupTemplate(requirements()).hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
    MixedInstancesPolicy: {
      LaunchTemplate: { Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 }, AcceleratorCount: { Max: 0 } } }] },
    },
  });
});

test('requirements are written in the units of EC2 Auto Scaling', () => {
  const template: Template = groupTemplate({
    ...requirements({
      vCpuCountMax: 8,
      memoryMax: Size.gibibytes(16),
      memoryPerVCpuMin: Size.gibibytes(2),
      totalLocalStorageGBMin: 100,
      networkBandwidthGbpsMin: 5,
      acceleratorTotalMemoryMin: Size.gibibytes(24),
      instanceGenerations: [ec2.InstanceGeneration.CURRENT],
      excludedInstanceTypes: ['g4*'],
    }),
    accelerator: InstanceAccelerator.NVIDIA_GPU,
  });
  template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
    MixedInstancesPolicy: {
      LaunchTemplate: {
        Overrides: [{
          InstanceRequirements: {
            VCpuCount: { Min: 2, Max: 8 },
            MemoryMiB: { Min: 4096, Max: 16_384 },
            MemoryGiBPerVCpu: { Min: 2 },
            TotalLocalStorageGB: { Min: 100 },
            NetworkBandwidthGbps: { Min: 5 },
            AcceleratorCount: { Min: 1 },
            AcceleratorManufacturers: ['nvidia'],
            AcceleratorTotalMemoryMiB: { Min: 24_576 },
            InstanceGenerations: ['current'],
            ExcludedInstanceTypes: ['g4*'],
          },
        }],
      },
    },
  });
});
