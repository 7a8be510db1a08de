import { architectureOfImage } from '../../../facts/machine-images';
import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import { CapacityProvider } from '../../model/entities/capacity-provider';
import { allOf } from '../../model/entities/entity';
import type { LaunchSettings } from '../../model/entities/launch-template';
import { typesOf } from '../../model/queries/capacity-groups';
import { imageParameterOf } from '../../model/queries/machine-image';
import { userData } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The AMI of container instances is for the CPU architecture of their instance type',
  severity: 'error',
  outcome: 'hangs',
  why: 'EC2 launches no instance: "The architecture of the specified instance type does not match the architecture of the specified AMI". Without instances, ECS places no task, and the deployment does not finish.',
  fix: 'Use EcsOptimizedImage.amazonLinux2023(AmiHardwareType.ARM) for Graviton instance types, and EcsOptimizedImage.amazonLinux2023() for others. In CloudFormation: ImageId and InstanceType of the launch template.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html',

  subject: 'application',
  *check(application) {
    for (const group of new Set(allOf(CapacityProvider, application).flatMap(provider => provider.group ?? []))) {
      for (const launch of group.launches) { yield* mismatch(group, launch); }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'Graviton with an AMI for X86_64': { Template: { LaunchTemplateData: { InstanceType: 't4g.small' } } },
    'Intel with an AMI for ARM64': { Template: { LaunchTemplateData: { ImageId: parameter('ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id') } } },
    'Graviton with Bottlerocket for X86_64': {
      Template: { LaunchTemplateData: { InstanceType: 'm7g.large', ImageId: parameter('bottlerocket/aws-ecs-2/x86_64/latest/image_id'), ...userData('[settings.ecs]\ncluster = "${Cluster}"\n') } },
    },
  },
  good: {
    'Graviton with an AMI for ARM64': {
      Template: { LaunchTemplateData: { InstanceType: 'm7g.large', ImageId: parameter('ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id') } },
    },
    'a group outside of ECS': { Instances: undefined, Providers: undefined, Service: undefined, Template: { LaunchTemplateData: { InstanceType: 't4g.small' } } },
    'an AMI by its id': { Template: { LaunchTemplateData: { InstanceType: 'm7g.large', ImageId: 'ami-0a1b2c3d4e5f60718' } } },
    'an AMI from another parameter': { Template: { LaunchTemplateData: { InstanceType: 'm7g.large', ImageId: '{{resolve:ssm:/web/image}}' } } },
    'an instance type from a parameter': { Template: { LaunchTemplateData: { InstanceType: { Ref: 'Type' } } } },
    'a mixed instances policy with both': {
      Group: {
        LaunchTemplate: undefined,
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } },
            Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm7i.large' }],
          },
        },
      },
    },
  },
});

/** The AMI does not fit any instance type of the group. */
function* mismatch(group: AutoScalingGroup, launch: LaunchSettings): Iterable<Violation> {
  const image = imageParameterOf(launch);
  const architecture = architectureOfImage(image);
  const types = typesOf(group);
  if (!architecture || !types.every(type => type.architecture !== architecture)) { return; }
  for (const type of types.known.slice(0, 1)) {
    yield {
      location: launch.data.at('ImageId'),
      related: [group.resource.at('')],
      message: `the AMI ${image} is for ${architecture}, but instances of type ${type.name} have ${type.architecture}`,
    };
  }
}

function parameter(name: string): string { return `{{resolve:ssm:/aws/service/${name}}}`; }
