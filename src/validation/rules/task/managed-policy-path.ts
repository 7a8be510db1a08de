import { ECS_MANAGED_POLICY_PATHS } from '../../../facts/aws-managed-policies';
import { awsManagedPolicyName } from '../../model/iam/aws-managed-policy';
import { defineRule } from '../rule';

const NAMES = new Map(ECS_MANAGED_POLICY_PATHS.map(path => [nameIn(path).toLowerCase(), path]));

export default defineRule({
  title: 'An AWS managed policy for ECS is named by its path',
  severity: 'error',
  outcome: 'refused',
  why: 'Some of these policies live under service-role/ and some do not; IAM refuses a role with a policy that does not exist.',
  fix: 'Use the ARN with the path named above.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html',

  subject: 'application',
  *check(application) {
    for (const role of application.roles) {
      for (const place of role.managedPolicies) {
        const arn = place.asPhrase;
        const path = arn && awsManagedPolicyName(arn);
        const right = path === undefined ? undefined : NAMES.get(nameIn(path).toLowerCase());
        if (path === undefined || right === undefined || path.toLowerCase() === right.toLowerCase()) { continue; }
        yield { location: place.location, message: `${role.label} holds policy/${path}, which does not exist; it is policy/${right}` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a path that is left out': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy'] } },
    'a path too many': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForLoadBalancers'] } },
  },
  good: {
    'the path': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'] } },
    'a policy of the account under the same name': {
      ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/AmazonECSTaskExecutionRolePolicy'] },
    },
  },
});

function nameIn(path: string): string { return path.slice(path.lastIndexOf('/') + 1); }
