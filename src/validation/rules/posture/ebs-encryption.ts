import { places } from '../../model/evaluation/places';
import { defineRule } from '../rule';

export default defineRule({
  title: 'EBS volumes of services are encrypted',
  severity: 'warning',
  outcome: 'insecure',
  why: 'The volume and its snapshots are stored in plain text. Without the property, the account decides whether volumes are encrypted.',
  fix: 'Set `encrypted: true` in managedEBSVolume of the ecs.ServiceManagedVolume. In CloudFormation: ManagedEBSVolume.Encrypted.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html',

  subject: 'service',
  *check({ node }) {
    for (const volume of places(node, 'VolumeConfigurations/*/ManagedEBSVolume')) {
      if (volume.flag('Encrypted').is(false)) { yield { location: volume.at('Encrypted'), message: 'Encrypted is false; set encrypted to true' }; }
    }
  },

  scene: 'a secured Fargate service with an EBS volume',
  bad: { 'encryption that is disabled': encrypted(false) },
  good: {
    'the setting of the account': encrypted(undefined),
    'from a parameter': encrypted({ Ref: 'Encrypted' }),
  },
});

function encrypted(Encrypted: unknown) { return { Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { Encrypted } } } } }; }
