import { CapacityProvider } from '../../model/entities/capacity-provider';
import { allOf } from '../../model/entities/entity';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Capacity providers protect instances with tasks from scale-in',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without managed termination protection, the Auto Scaling group may end an instance while tasks run on it, when it scales in. Security Hub reports it (ECS.19).',
  fix: 'Set `enableManagedTerminationProtection: true` of the AsgCapacityProvider, which is its default, or remove `managedTerminationProtection` of Capacity.instances(). In CloudFormation: AutoScalingGroupProvider.ManagedTerminationProtection.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html',

  subject: 'application',
  *check(application) {
    for (const { node, resource } of allOf(CapacityProvider, application)) {
      const provider = node.get('AutoScalingGroupProvider');
      if (provider.isGiven && provider.text('ManagedTerminationProtection').orDefault('DISABLED').is('DISABLED')) {
        yield { location: provider.at('ManagedTerminationProtection'), message: `capacity provider ${resource.logicalId} does not protect instances with tasks from scale-in; enable managed termination protection` };
      }
    }
  },

  scene: 'secured container instances',
  bad: {
    'no setting': protection(undefined),
    'disabled': protection('DISABLED'),
  },
  good: {
    'from a parameter': protection({ Ref: 'Protection' }),
    'Managed Instances': { scene: 'secured Managed Instances', change: {} },
  },
});

function protection(ManagedTerminationProtection: unknown) { return { Instances: { AutoScalingGroupProvider: { ManagedTerminationProtection } } }; }
