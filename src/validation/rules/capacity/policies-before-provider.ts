import { containerInstances } from '../../model/container-instance';
import { policyOf } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The policies of Managed Instances live as long as their capacity provider',
  severity: 'warning',
  outcome: 'hangs',
  why: 'ECS launches and ends the instances with these roles; CloudFormation may make a policy after the provider and delete it before, and instances that nobody may end keep the provider from being deleted.',
  fix: 'Add the policy to the DependsOn of the capacity provider, or write it into the role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { provider, role, launchedBy } of containerInstances(application)) {
      if (!launchedBy) { continue; }
      for (const each of [launchedBy, ...role ? [role] : []]) {
        for (const late of each.policiesUnawaitedBy(provider)) {
          yield {
            location: provider.at('ManagedInstancesProvider'),
            message: `does not wait for ${late.logicalId}, a policy of ${each.label}: it may come after the provider, and go before it`,
          };
        }
      }
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'a policy of the role that launches': { Ending: policyOf('Infrastructure', ['ec2:TerminateInstances']) },
    'a policy of the instances': { Registering: policyOf('InstanceRole', ['ecs:*']) },
  },
  good: {
    'a provider that waits': { Ending: policyOf('Infrastructure', ['ec2:TerminateInstances']), Provider: { DependsOn: ['Ending'] } },
  },
});
