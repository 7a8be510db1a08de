import { METADATA_TAG_KEY, TAGS_IN_METADATA } from '../../../facts/managed-instances';
import { hasFormat } from '../../../facts/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tags that Managed Instances get have keys that the instance metadata service supports',
  severity: 'error',
  outcome: 'hangs',
  why: 'With PropagateTags, the instances get the tags of the capacity provider, and by default the instance metadata service has them too. EC2 launches no instance if a key has other characters, such as a slash or a space, and tasks stay in PROVISIONING.',
  fix: 'Set InstanceMetadataTagsPropagation to false with `addPropertyOverride`, rename the tag, or exclude the capacity provider with `excludeResourceTypes` of Tags.of(). In CloudFormation: InstanceLaunchTemplate.InstanceMetadataTagsPropagation, PropagateTags, or Tags.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html',

  subject: 'capacityProvider',
  *check({ node, managedSettings, label }) {
    if (!managedSettings.text('PropagateTags').is('CAPACITY_PROVIDER')) { return; }
    const propagation = managedSettings.get('InstanceLaunchTemplate').flag('InstanceMetadataTagsPropagation').orDefault(TAGS_IN_METADATA);
    if (!propagation.is(true)) { return; }
    for (const tag of node.list('Tags').sure) {
      const key = tag.text('Key');
      if (!key.satisfies(text => !hasFormat(text, METADATA_TAG_KEY))) { continue; }
      yield { location: tag.at('Key'), message: `${label} gives its instances the tag "${key}"; in the instance metadata, a key must be ${METADATA_TAG_KEY.form}` };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'a slash': { Provider: tagged('team/web') },
    'a space': { Provider: tagged('cost center', { InstanceLaunchTemplate: { InstanceMetadataTagsPropagation: 'true' } }) },
  },
  good: {
    'a colon': { Provider: tagged('team:web') },
    'a key from a parameter': { Provider: tagged({ Ref: 'AParameter' }) },
    'tags that stay with the capacity provider': { Provider: tagged('team/web', { PropagateTags: undefined }) },
    'propagation from a parameter': { Provider: tagged('team/web', { PropagateTags: { Ref: 'AParameter' } }) },
    'instance metadata without tags': { Provider: tagged('team/web', { InstanceLaunchTemplate: { InstanceMetadataTagsPropagation: false } }) },
    'a tag under a condition': { Provider: { Tags: [{ 'Fn::If': ['Tagged', { Key: 'team/web', Value: 'web' }, { Ref: 'AWS::NoValue' }] }], ManagedInstancesProvider: { PropagateTags: 'CAPACITY_PROVIDER' } } },
  },
});

function tagged(Key: unknown, settings: object = {}) {
  return { Tags: [{ Key, Value: 'web' }], ManagedInstancesProvider: { PropagateTags: 'CAPACITY_PROVIDER', ...settings } };
}
