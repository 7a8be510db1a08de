import { ECR_PULL } from '../../../facts/ecr-images';
import type { Container } from '../../model/container';
import { ecrImage } from '../../model/ecr-image';
import { Phrase } from '../../model/phrase';
import { RoleOfTasks, rolesOfTasks } from '../../model/task-roles';
import { defineRule, Violation } from '../rule';

const EVERYTHING = Phrase.made(['*']);

const REPOSITORY = { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/web' };

const pull = (Resource: unknown, ...actions: readonly string[]) => [{
  PolicyName: 'pull',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource }] },
}];

export default defineRule({
  title: 'The execution role may pull the images of its task',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Where ECS brings the instance, the image comes from ECR with the execution role; without permission each task stops with CannotPullContainerError or ResourceInitializationError.',
  fix: 'Give the execution role AmazonECSTaskExecutionRolePolicy, or ecr:GetAuthorizationToken on every resource and the other actions on the repository.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.computes.some(compute => compute === 'FARGATE' || compute === 'MANAGED_INSTANCES')) { return; }
    for (const used of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const container of task.containers.filter(({ node }) => node.isSure)) { yield* missingFor(container, used); }
    }
  },

  scene: 'a Fargate service with an image of its own',
  bad: {
    'logs alone': { ExecutionRole: { ManagedPolicyArns: undefined, Policies: pull('*', 'logs:*') } },
    'a task definition that nothing runs': { ExecutionRole: { ManagedPolicyArns: undefined, Policies: pull('*', 'logs:*') }, Service: undefined },
    'a token for one repository': {
      ExecutionRole: {
        ManagedPolicyArns: undefined,
        Policies: [...pull(REPOSITORY, 'ecr:*'), ...pull('*', 'logs:*')],
      },
    },
    'another repository': {
      ExecutionRole: {
        ManagedPolicyArns: undefined,
        Policies: [...pull('*', 'ecr:GetAuthorizationToken', 'logs:*'), ...pull('arn:aws:ecr:eu-west-1:111122223333:repository/other', 'ecr:*')],
      },
    },
  },
  good: {
    'the actions themselves': {
      ExecutionRole: {
        ManagedPolicyArns: undefined,
        Policies: [
          ...pull('*', 'ecr:GetAuthorizationToken', 'logs:*'),
          ...pull(REPOSITORY, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'),
        ],
      },
    },
    'a policy of the account': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/pull'] } },
  },
});

function* missingFor({ node, label }: Container, { role, isUsed }: RoleOfTasks): Iterable<Violation> {
  const image = node.phrase('Image');
  const found = image && ecrImage(image);
  if (!found) { return; }
  const token = role.lacks([ECR_PULL.token], EVERYTHING);
  const missing = [...token, ...role.lacks([ECR_PULL.image, ECR_PULL.layers], found.arn)];
  if (missing.length === 0) { return; }
  // a repository that is not in the app may let the role in, but gives nobody a token
  const isDoubtful = !isUsed || token.length === 0 && !found.repository;
  yield {
    location: node.at('Image'),
    related: [role.resource.at('')],
    message: `the image of ${label} is pulled by ${role.label}, which is not allowed ${missing.join(', ')}`,
    ...isDoubtful ? { severity: 'warning' } : {},
  };
}
