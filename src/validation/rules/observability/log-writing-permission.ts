import { LOG_ACTIONS } from '../../../facts/iam-needs';
import { logGroupOf } from '../../model/log-group';
import { defineRule } from '../rule';

const policy = (...actions: readonly string[]) => [{
  PolicyName: 'logs',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
}];

const ECR_ONLY = ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'];

export default defineRule({
  title: 'The execution role may write to the logs of its task',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Where ECS brings the instance, the awslogs driver works with the execution role; a container whose log it cannot open is not started.',
  fix: 'Give the execution role AmazonECSTaskExecutionRolePolicy, or logs:CreateLogStream and logs:PutLogEvents on the log group. Make the group in the app, or allow logs:CreateLogGroup too.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',

  subject: 'taskDefinition',
  *check(task) {
    const role = task.executionRole;
    if (!role || !task.computes.some(compute => compute === 'FARGATE' || compute === 'MANAGED_INSTANCES')) { return; }
    for (const container of task.containers.filter(({ node, logDriver }) => node.isSure && logDriver.is('awslogs'))) {
      const group = logGroupOf(container, task);
      const missing = role.lacks(LOG_ACTIONS.write, group.arn);
      if (missing.length > 0) {
        yield {
          location: container.logging.at('Options'),
          message: `the log of ${container.label} is written by ${role.label}, which is not allowed ${missing.join(', ')} there`,
        };
      }
      if (!group.mayExist && container.logging.get('Options').flag('awslogs-create-group').is(true) && role.may(LOG_ACTIONS.create, group.arn) === 'no') {
        yield {
          location: container.logging.get('Options').at('awslogs-create-group'),
          message: `${container.label} has its log group made by ${role.label}, which is not allowed ${LOG_ACTIONS.create}`,
          // the group may have been made by hand
          severity: 'warning',
        };
      }
    }
  },

  scene: 'a Fargate service with an image of its own',
  bad: {
    'images alone': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY } },
    'streams without events': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY, Policies: policy('logs:CreateLogStream', 'logs:CreateLogGroup') } },
    'a group that nobody may make': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-create-group': 'true' } } } } },
    },
  },
  good: {
    'everything about logs': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY, Policies: policy('logs:*') } },
    'a group that exists': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-create-group': 'true' } } } } } },
  },
});
