import { defineRule } from '../rule';

export default defineRule({
  title: 'The task role and the execution role are different roles',
  severity: 'warning',
  outcome: 'insecure',
  why: 'ECS uses the execution role to pull images and to read secrets. If it is the task role too, code in the task can read every secret of the task definition, and pull its images.',
  fix: 'Remove `taskRole` or `executionRole` of the task definition or ContainerService, which then creates its own role. In CloudFormation: TaskRoleArn and ExecutionRoleArn.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',

  subject: 'taskDefinition',
  *check({ taskRole, executionRole, node }) {
    if (taskRole && taskRole === executionRole) {
      yield { location: node.at('TaskRoleArn'), message: `${taskRole.label} is the task role and the execution role; use two roles` };
    }
  },

  scene: 'a secured Fargate service',
  bad: { 'one role': { Task: { TaskRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } } } },
  good: {
    'a role from a parameter': { Task: { TaskRoleArn: { Ref: 'TaskRoleArn' } } },
    'two roles': { scene: 'a secured Fargate service with ECS Exec', change: {} },
    'roles outside the app': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution' } },
  },
});
