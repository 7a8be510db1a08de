import { READ_ACTIONS } from '../../../facts/iam-needs';
import { GAP, partsOf } from '../../model/evaluation/outcome';
import { PartialString } from '../../model/evaluation/partial-string';
import type { Resource } from '../../model/evaluation/resource';
import { usedRoles } from '../../model/queries/role-use';
import { defineRule } from '../rule';

const ACTION = READ_ACTIONS.secretsmanager;

const EXECUTION = ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'];

const policy = (Resource: unknown, more: readonly object[] = []) => [{
  PolicyName: 'secrets', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }, ...more] },
}];

export default defineRule({
  title: 'Roles of tasks cannot read the private keys of Service Connect',
  severity: 'warning',
  outcome: 'insecure',
  why: 'ECS stores the private keys of Service Connect TLS certificates in Secrets Manager. A role that can read every secret can impersonate every service.',
  fix: 'Grant each secret with `secret.grantRead(role)` instead of a wildcard, or deny secretsmanager:GetSecretValue on `secret:ecs-sc!*`.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html',

  subject: 'application',
  *check(application) {
    const used = usedRoles(application);
    const issuers = new Set(used.filter(({ use }) => use.as.includes('Service Connect')).map(({ role }) => role));
    if (issuers.size === 0) { return; }
    for (const { role, place, user, use } of used) {
      if (use.principal !== 'ecs-tasks.amazonaws.com' || role.may(ACTION, certificatesOf(user)) !== 'yes') { continue; }
      yield {
        location: place.location,
        related: [role.resource.at('')],
        message: `${role.label}, ${use.as} of ${user.logicalId}, is allowed ${ACTION} on every secret, including the private keys of Service Connect; name the secrets it needs`,
      };
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'permission for every secret': { ExecutionRole: { ManagedPolicyArns: EXECUTION, Policies: policy('*') } },
    'permission for every secret of the account': {
      ExecutionRole: { ManagedPolicyArns: EXECUTION, Policies: policy({ 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*' }) },
    },
  },
  good: {
    'permission for secrets with a prefix': { ExecutionRole: { Policies: policy('arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/*') } },
    'the role of Service Connect': { Infrastructure: { Policies: policy('*') } },
    'a policy that denies the private keys': {
      ExecutionRole: { Policies: policy('*', [{ Effect: 'Deny', Action: 'secretsmanager:*', Resource: 'arn:aws:secretsmanager:*:*:secret:ecs-sc!*' }]) },
    },
  },
});

function certificatesOf({ template }: Resource): PartialString {
  const [prefix] = template.evaluate({ 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:ecs-sc!' });
  return PartialString.made([...partsOf(prefix), GAP]);
}
