import { IMAGES_WITH_IMDSV2 } from '../../../facts/posture';
import { CapacityProvider } from '../../model/entities/capacity-provider';
import { allOf } from '../../model/entities/entity';
import type { LaunchSettings } from '../../model/entities/launch-template';
import { imageParameterOf } from '../../model/queries/machine-image';
import { defineRule } from '../rule';

const BOTTLEROCKET = {
  ImageId: '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}',
  UserData: { 'Fn::Base64': { 'Fn::Sub': '[settings.ecs]\ncluster = "${Cluster}"\nawsvpc-block-imds = true\n' } },
};

export default defineRule({
  title: 'Container instances require IMDSv2',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Version 1 of the instance metadata service answers every request. A server-side request forgery in one task then reads the credentials of the instance role. The default of the account, which a template does not show, may require IMDSv2 too, but Security Hub reads the launch template (EC2.170, AutoScaling.3), as well as the instances (EC2.8).',
  fix: 'Set `requireImdsv2: true` in the LaunchTemplate; the Instances of this library do it. In CloudFormation: MetadataOptions.HttpTokens.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',

  subject: 'application',
  *check(application) {
    const launches = new Set(allOf(CapacityProvider, application).flatMap(({ group }) => group?.launches.known ?? []));
    for (const launch of launches) {
      const options = launch.data.get('MetadataOptions');
      const tokens = options.text('HttpTokens');
      if (tokens.is('optional') || options.get('HttpTokens').isAbsent && !imageRequiresTokens(launch)) {
        yield { location: options.at('HttpTokens'), message: `${launch.resource.logicalId} does not require IMDSv2 of container instances; set HttpTokens to required` };
      }
    }
  },

  scene: 'secured container instances',
  bad: {
    'optional tokens': metadata({ HttpTokens: 'optional' }),
    'no setting, with Bottlerocket': metadata({ HttpTokens: undefined }, BOTTLEROCKET),
  },
  good: {
    'no setting, with Amazon Linux 2023': metadata({ HttpTokens: undefined }),
    'required, with Bottlerocket': metadata({}, BOTTLEROCKET),
    'from a parameter': metadata({ HttpTokens: { Ref: 'Tokens' } }),
    'another launch template': { Other: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {} } } },
  },
});

function metadata(MetadataOptions: object, data: object = {}) { return { Template: { LaunchTemplateData: { ...data, MetadataOptions } } }; }

/** Whether the AMI has the setting, or may have it: one without a public parameter is unknown. */
function imageRequiresTokens(launch: LaunchSettings): boolean {
  const parameter = imageParameterOf(launch);
  return parameter === undefined || IMAGES_WITH_IMDSV2.test(parameter);
}
