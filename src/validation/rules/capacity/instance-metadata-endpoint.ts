import { servingLaunches } from '../../model/queries/serving-group';
import { launching } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Container instances have their metadata service',
  severity: 'error',
  outcome: 'hangs',
  why: 'The ECS agent gets the credentials of its instance profile, and the id and Region of the instance, from the instance metadata service. Without it no instance joins the cluster, and no task is placed.',
  fix: 'Remove httpEndpoint: false of the launch template; httpTokens: LaunchTemplateHttpTokens.REQUIRED allows only sessions. In CloudFormation: MetadataOptions.HttpEndpoint enabled, and HttpTokens required.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',

  subject: 'application',
  *check(application) {
    for (const { data } of servingLaunches(application)) {
      const endpoint = data.get('MetadataOptions').get('HttpEndpoint');
      if (endpoint.asText.is('disabled')) { yield { location: endpoint.location, message: 'HttpEndpoint is disabled, so that the ECS agent cannot get credentials; enable it' }; }
    }
  },

  scene: 'a service on a capacity provider',
  bad: { 'no endpoint': launching({ MetadataOptions: { HttpEndpoint: 'disabled' } }) },
  good: {
    'sessions only': launching({ MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' } }),
    'a group outside of ECS': { Instances: undefined, Providers: undefined, Service: undefined, ...launching({ MetadataOptions: { HttpEndpoint: 'disabled' } }) },
  },
});
