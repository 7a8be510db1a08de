import { identityKey, Naming } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { defineRule } from '../rule';

/** A name is the same group in one Region only. */
const GROUPS: Naming = { types: 'AWS::AutoScaling::AutoScalingGroup', isGlobal: literal => literal.startsWith('arn:') };

export default defineRule({
  title: 'An Auto Scaling group has one capacity provider',
  severity: 'error',
  outcome: 'refused',
  why: 'A capacity provider manages the size of its Auto Scaling group and the protection of its instances, so ECS refuses a second one for the same group: "The specified Auto Scaling group ARN is already being used by another capacity provider".',
  fix: 'Create one AsgCapacityProvider for each AutoScalingGroup. In CloudFormation: AutoScalingGroupProvider.AutoScalingGroupArn of another group, or remove one of the capacity providers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'application',
  *check({ capacityProviders }) {
    const places = capacityProviders.map(({ groupSettings }) => groupSettings.get('AutoScalingGroupArn'));
    for (const { again, first } of repetitionsOf(places, place => identityKey(place, GROUPS), place => place.resource)) {
      yield {
        location: again.location,
        related: [first.location],
        message: `capacity provider ${again.resource.logicalId} has the Auto Scaling group of ${first.resource.logicalId}; ECS refuses a second capacity provider for a group`,
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'two capacity providers of a group': { Others: of({ Ref: 'Group' }) },
    'two capacity providers of a group outside the app': { Instances: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'web' } }, Others: of('web') },
  },
  good: {
    'two groups': { Others: of('others') },
    'groups from parameters': { Others: of({ Ref: 'AParameter' }) },
    'one capacity provider for each condition': { Instances: { Condition: 'OnOne' }, Others: { ...of({ Ref: 'Group' }), Condition: 'OnOther' } },
    'a capacity provider of Managed Instances': { scene: 'a service on Managed Instances', change: { Others: of({ 'Fn::If': ['OnGroup', 'web', { Ref: 'AWS::NoValue' }] }) } },
  },
});

function of(AutoScalingGroupArn: unknown) {
  return { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn } } };
}
