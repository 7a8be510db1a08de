import { ECS_MANAGED_POLICY_PATHS } from '../../../facts/aws-managed-policies';
import { awsManagedPolicyName } from '../../model/iam/aws-managed-policy';
import { defineRule } from '../rule';

const NAMES = new Map(ECS_MANAGED_POLICY_PATHS.map(path => [nameIn(path).toLowerCase(), path]));

export default defineRule({
  title: 'The ARN of an AWS managed policy for ECS has the path of the policy',
  severity: 'error',
  outcome: 'refused',
  why: 'Some AWS managed policies have the path service-role/ and others have none. IAM rejects a role with the ARN of a policy that does not exist.',
  fix: 'Use iam.ManagedPolicy.fromAwsManagedPolicyName() with the path in the message, such as service-role/AmazonECSTaskExecutionRolePolicy; in CloudFormation, the ARN with that path.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html',

  subject: 'application',
  *check(application) {
    for (const role of application.roles) {
      for (const place of role.managedPolicies) {
        const arn = place.asPartialString;
        const path = arn && awsManagedPolicyName(arn);
        const right = path === undefined ? undefined : NAMES.get(nameIn(path).toLowerCase());
        if (path === undefined || right === undefined || path.toLowerCase() === right.toLowerCase()) { continue; }
        yield { location: place.location, message: `policy/${path} of ${role.label} does not exist; use policy/${right}` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a missing path': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy'] } },
    'a path that the policy does not have': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForLoadBalancers'] } },
  },
  good: {
    'the path': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'] } },
    'a customer managed policy with the same name': {
      ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/AmazonECSTaskExecutionRolePolicy'] },
    },
  },
});

function nameIn(path: string): string { return path.slice(path.lastIndexOf('/') + 1); }
