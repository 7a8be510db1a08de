import { executionNeeds } from '../../model/execution-needs';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has an execution role where ECS needs one',
  severity: 'error',
  outcome: 'refused',
  why: 'Before the containers start ECS pulls images, reads secrets and files and opens logs with the execution role; without one it refuses the task definition, or the task fails.',
  fix: 'Set ExecutionRoleArn to a role that ecs-tasks.amazonaws.com may assume.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.node.get('ExecutionRoleArn').isAbsent) { return; }
    const needs = executionNeeds(task);
    if (needs.length > 0) {
      yield { location: task.node.at('ExecutionRoleArn'), message: `no execution role is set, and ECS needs one to ${needs.join(', to ')}` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a log on Fargate': { Task: { ExecutionRoleArn: undefined } },
    'an image of ECR on Fargate': {
      Task: { ExecutionRoleArn: undefined, ContainerDefinitions: [{ Name: 'web', Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1', PortMappings: [{ ContainerPort: 80 }] }] },
    },
    'secrets': {
      Task: {
        ExecutionRoleArn: undefined,
        ContainerDefinitions: [{ Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }], Secrets: [{ Name: 'API_KEY', ValueFrom: '/api/key' }] }],
      },
    },
  },
  good: {
    'a public image without a log': { Task: { ExecutionRoleArn: undefined, ContainerDefinitions: [{ Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }] } },
    'a role that a condition decides on': {
      Task: { ExecutionRoleArn: { 'Fn::If': ['Own', 'arn:aws:iam::111122223333:role/execution', { Ref: 'AWS::NoValue' }] } },
    },
  },
});
