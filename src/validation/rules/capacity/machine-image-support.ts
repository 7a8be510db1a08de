import { ENDED_IMAGES } from '../../../facts/machine-images';
import { imageParameterOf } from '../../model/queries/machine-image';
import { servingLaunches } from '../../model/queries/serving-group';
import { AMI, launching } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'AWS still updates the AMI of container instances',
  severity: 'warning',
  outcome: 'insecure',
  why: 'AWS releases no new versions of an AMI after the end of its support. The instances get no security updates, and no new versions of the ECS agent.',
  fix: 'Use EcsOptimizedImage.amazonLinux2023() in machineImage, or the Instances capacity, which uses it. In CloudFormation: ImageId of the launch template, from /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/al2-to-al2023-ami-transition.html',

  subject: 'application',
  *check(application) {
    for (const launch of servingLaunches(application)) {
      const parameter = imageParameterOf(launch) ?? '';
      const image = ENDED_IMAGES.find(each => each.parameter.test(parameter));
      if (image) { yield { location: launch.data.at('ImageId'), message: `the AMI ${parameter} has ${image.name}, which AWS has not supported since ${image.ended}` }; }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'Amazon Linux 2': launching({ ImageId: AMI.amazonLinux2 }),
    'the first Amazon Linux': launching({ ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux/recommended/image_id}}' }),
  },
  good: {
    'Bottlerocket': launching({ ImageId: AMI.bottlerocket, UserData: { 'Fn::Base64': { 'Fn::Sub': '[settings.ecs]\ncluster = "${Cluster}"\n' } } }),
    'an AMI of unknown contents': launching({ ImageId: AMI.own }),
  },
});
