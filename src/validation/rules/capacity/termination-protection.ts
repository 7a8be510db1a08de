import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import { mayBeChangedByCode, mayBeChangedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Managed termination protection has managed scaling, and protects the new instances of the group',
  severity: 'error',
  outcome: 'refused',
  why: 'Managed termination protection works with managed scaling only: ECS removes the protection of instances without tasks and lets managed scaling terminate them. The Auto Scaling group must protect new instances from scale-in as well. ECS refused a group without this: "To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled". AWS announced in 2024 that ECS protects the instances itself, but a deployment in September 2026 was refused, so a group without protection is a warning.',
  fix: 'Use AsgCapacityProvider with `enableManagedScaling: true`, which protects the instances of its group, or set `enableManagedTerminationProtection: false`. In CloudFormation: ManagedScaling.Status ENABLED and NewInstancesProtectedFromScaleIn of the Auto Scaling group, or ManagedTerminationProtection DISABLED.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html',

  subject: 'capacityProvider',
  *check({ groupSettings, managedScaling, group, label }) {
    if (!groupSettings.text('ManagedTerminationProtection').is('ENABLED')) { return; }
    const location = groupSettings.at('ManagedTerminationProtection');
    const scaling = groupSettings.get('ManagedScaling').get('Status');
    if (managedScaling.is('DISABLED') || managedScaling.isAbsent) {
      yield {
        location,
        related: [scaling.location],
        message: `${label} has managed termination protection, but ${managedScaling.isAbsent ? 'no Status of managed scaling' : 'managed scaling is DISABLED'}; set ManagedScaling.Status to ENABLED`,
        ...managedScaling.isAbsent ? { severity: 'warning' } : {},
      };
    }
    if (!group || !leavesUnprotected(group)) { return; }
    yield {
      location,
      related: [group.node.at('NewInstancesProtectedFromScaleIn')],
      message: `${label} has managed termination protection, but ${group.resource.logicalId} does not protect new instances from scale-in; set NewInstancesProtectedFromScaleIn to true`,
      severity: 'warning',
    };
  },

  scene: 'a service on a capacity provider',
  bad: {
    'no managed scaling': { Instances: protecting({ ManagedScaling: { Status: 'DISABLED' } }), Group: { NewInstancesProtectedFromScaleIn: true } },
    'managed scaling that is not set': { Instances: protecting({ ManagedScaling: undefined }), Group: { NewInstancesProtectedFromScaleIn: true } },
    'a group without protection': { Instances: protecting({}) },
    'a group that turns protection off': { Instances: protecting({}), Group: { NewInstancesProtectedFromScaleIn: false } },
  },
  good: {
    'a group with protection': { Instances: protecting({}), Group: { NewInstancesProtectedFromScaleIn: true } },
    'protection from a parameter': { Instances: protecting({}), Group: { NewInstancesProtectedFromScaleIn: { Ref: 'AParameter' } } },
    'a group outside the app': { Instances: protecting({ AutoScalingGroupArn: 'web' }) },
    'managed scaling from a parameter': { Instances: protecting({ ManagedScaling: { Status: { Ref: 'AParameter' } } }), Group: { NewInstancesProtectedFromScaleIn: 'true' } },
    'managed termination protection from a parameter': { Instances: { AutoScalingGroupProvider: { ManagedTerminationProtection: { Ref: 'AParameter' } } } },
    'a group that a custom resource changes': {
      Instances: protecting({}),
      Protection: { Type: 'Custom::Protection', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:protect', Group: { Ref: 'Group' } } },
    },
    'a group that a function may change': {
      Instances: protecting({}),
      Function: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/protect', Environment: { Variables: { GROUP: { Ref: 'Group' } } } } },
    },
  },
});

function leavesUnprotected({ node, resource, application }: AutoScalingGroup): boolean {
  return node.flag('NewInstancesProtectedFromScaleIn').orDefault(false).is(false)
    && !mayBeChangedOutside(resource, application)
    && !mayBeChangedByCode(resource, application);
}

function protecting(settings: object) { return { AutoScalingGroupProvider: { ManagedTerminationProtection: 'ENABLED', ...settings } }; }
