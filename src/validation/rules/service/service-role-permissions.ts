import { resourceOf, usedRoles } from '../../model/role-use';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A role allows what the service that assumes it does with it',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS, or what starts tasks for it, works with the permissions of this role; without them it tries again until the deployment fails, and scheduled tasks never start.',
  fix: 'Give the role the AWS managed policy for the feature, or the actions named above.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',

  on: 'application',
  *check(application) {
    for (const used of usedRoles(application)) {
      const { use, role, user, place } = used;
      const missing = role.lacks(use.needs?.actions ?? [], resourceOf(used));
      if (missing.length === 0) { continue; }
      const isWithoutAny = missing.length === use.needs?.actions.length;
      const policy = use.needs?.managedPolicy;
      yield {
        location: place.location,
        message: `${role.label} is ${use.as} of ${user.logicalId} and is not allowed ${missing.join(', ')}${policy === undefined ? '' : `, which ${policy} allows`}`,
        // one action of several may be one that nobody calls here
        ...use.isDoubtful || !isWithoutAny ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'no policy': { Infrastructure: { ManagedPolicyArns: undefined } },
    'the policy of another feature': {
      Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers'] },
    },
    'volumes that are never deleted': {
      Infrastructure: {
        ManagedPolicyArns: undefined,
        Policies: [{
          PolicyName: 'volumes',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: ['ec2:CreateVolume', 'ec2:CreateTags', 'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:Describe*'], Resource: '*' }],
          },
        }],
      },
    },
  },
  good: {
    'a policy of the account': { Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/volumes'] } },
    'actions by wildcard': {
      Infrastructure: {
        ManagedPolicyArns: undefined,
        Policies: [{ PolicyName: 'volumes', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] } }],
      },
    },
  },
});
