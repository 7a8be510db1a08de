import { containerInstances } from '../../model/queries/container-instance';
import { policyOf } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A Managed Instances capacity provider depends on the IAM policies of its roles',
  severity: 'warning',
  outcome: 'hangs',
  why: 'ECS launches and terminates the instances with these roles. Without the dependency CloudFormation may create a policy after the capacity provider and delete it first. If ECS cannot terminate the instances, the capacity provider cannot be deleted.',
  fix: 'Call `capacityProvider.node.addDependency(policy)`, or put the statements in `inlinePolicies` of the role. In CloudFormation: add the policy to DependsOn of the capacity provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { provider, role, launchedBy } of containerInstances(application)) {
      const roles = launchedBy ? [...new Set([launchedBy, ...role ? [role] : []])] : [];
      const late = roles.flatMap(each => each.policiesUnawaitedBy(provider).map(policy => ({ policy, of: each.label })));
      if (late.length === 0) { continue; }
      yield {
        location: provider.at('ManagedInstancesProvider'),
        related: late.map(({ policy }) => policy.at('')),
        message: `the capacity provider does not depend on ${late.map(({ policy, of }) => `${policy.logicalId} (a policy of ${of})`).join(', ')}, which CloudFormation may create after it and delete before it`,
      };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'a policy of the infrastructure role': { Ending: policyOf('Infrastructure', ['ec2:TerminateInstances']) },
    'a policy of the instance role': { Registering: policyOf('InstanceRole', ['ecs:*']) },
  },
  good: {
    'a provider that depends on the policy': { Ending: policyOf('Infrastructure', ['ec2:TerminateInstances']), Provider: { DependsOn: ['Ending'] } },
  },
});
