import { ECR_PULL } from '../../../facts/ecr-images';
import type { Container } from '../../model/entities/container';
import { PartialString } from '../../model/evaluation/partial-string';
import { ecrImage } from '../../model/queries/ecr-image';
import { RoleOfTasks, rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule, Violation } from '../rule';

const EVERYTHING = PartialString.made(['*']);

const REPOSITORY = { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/web' };

const pull = (Resource: unknown, ...actions: readonly string[]) => [{
  PolicyName: 'pull',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource }] },
}];

export default defineRule({
  title: 'The execution role allows ECS to pull the images of the task from ECR',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'On Fargate and Managed Instances, ECS pulls images from ECR with the execution role. Without permission, tasks stop with CannotPullContainerError or ResourceInitializationError.',
  fix: 'Use ecs.ContainerImage.fromEcrRepository(repository), which grants the pull, or repository.grantPull(taskDefinition.obtainExecutionRole()); in CloudFormation, attach AmazonECSTaskExecutionRolePolicy, or allow ecr:GetAuthorizationToken on * and the other actions on the repository.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.computes.some(compute => compute === 'FARGATE' || compute === 'MANAGED_INSTANCES')) { return; }
    for (const used of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const container of task.containers) { yield* missingFor(container, used); }
    }
  },

  scene: 'a Fargate service with an ECR image',
  bad: {
    'permission for logs only': { ExecutionRole: { ManagedPolicyArns: undefined, Policies: pull('*', 'logs:*') } },
    'an unused task definition': { ExecutionRole: { ManagedPolicyArns: undefined, Policies: pull('*', 'logs:*') }, Service: undefined },
    'ecr:GetAuthorizationToken on one repository only': {
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
    'permission for logs only, on Managed Instances': {
      scene: 'a service on Managed Instances',
      change: {
        Task: { ExecutionRoleArn: { 'Fn::GetAtt': ['Logging', 'Arn'] }, ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1' } } }, Logging: logging(),
      },
    },
    'permission for the token, but not for the repository of the app': {
      scene: 'a scheduled Fargate task with an image from a repository in the app',
      change: { ExecutionRole: { ManagedPolicyArns: undefined, Policies: pull('*', 'ecr:GetAuthorizationToken', 'logs:*') } },
    },
  },
  good: {
    'a repository from a parameter that includes the slash': fromEcr('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com${ImagePath}'),
    'a repository from a parameter': fromEcr('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/${Repository}:1'),
    'a repository whose name ends with a parameter': fromEcr('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/${Team}/web:1'),
    'a registry from a parameter': fromEcr('${Registry}/api:1'),
    'the actions one by one': {
      ExecutionRole: {
        ManagedPolicyArns: undefined,
        Policies: [
          ...pull('*', 'ecr:GetAuthorizationToken', 'logs:*'),
          ...pull(REPOSITORY, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'),
        ],
      },
    },
    'an imported managed policy': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/pull'] } },
    'permission for logs only, on container instances, which pull with their own role': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { ExecutionRoleArn: { 'Fn::GetAtt': ['Logging', 'Arn'] }, ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1' } } }, Logging: logging(),
      },
    },
    'a container under a condition': {
      scene: 'a Fargate service',
      change: {
        Task: {
          ContainerDefinitions: { 1: { 'Fn::If': ['Traced', { Name: 'trace', Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/trace:1' }, { Ref: 'AWS::NoValue' }] } },
        },
      },
    },
  },
});

/** An execution role that allows only logs. */
function logging(): object {
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument, Policies: pull('*', 'logs:*') } };
}

/** An image, and permission to pull one repository. */
function fromEcr(image: string) {
  return {
    Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': image } } } },
    ExecutionRole: {
      ManagedPolicyArns: undefined,
      Policies: [...pull('*', 'ecr:GetAuthorizationToken', 'logs:*'), ...pull(REPOSITORY, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer')],
    },
  };
}

function* missingFor({ node, label }: Container, { role, isUsed }: RoleOfTasks): Iterable<Violation> {
  const image = node.partialString('Image');
  const found = image && ecrImage(image);
  if (!found) { return; }
  const token = role.lacks([ECR_PULL.token], EVERYTHING);
  const missing = [...token, ...role.lacks([ECR_PULL.image, ECR_PULL.layers], found.arn)];
  if (missing.length === 0) { return; }
  // the policy of a repository outside the app may allow the pull, but not the token
  const isDoubtful = !isUsed || token.length === 0 && !found.repository;
  yield {
    location: node.at('Image'),
    related: [role.resource.at('')],
    message: `${role.label} does not allow ${missing.join(', ')}, so ECS cannot pull the image of ${label}; call repository.grantPull(executionRole)`,
    ...isDoubtful ? { severity: 'warning' } : {},
  };
}
