import { executionNeeds } from '../../model/queries/execution-needs';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has an execution role if ECS needs one to start its tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'Before the containers start, ECS uses the execution role to pull images from ECR, read secrets and files, and open logs. Without it ECS rejects the task definition, or the tasks do not start.',
  fix: 'Pass executionRole to the task definition, or let it create one with taskDefinition.obtainExecutionRole(); in CloudFormation, set ExecutionRoleArn to a role that ecs-tasks.amazonaws.com may assume.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.node.get('ExecutionRoleArn').isAbsent) { return; }
    const needs = executionNeeds(task);
    if (needs.length > 0) {
      yield {
        location: task.node.at('ExecutionRoleArn'),
        message: `ExecutionRoleArn is not set, but ECS needs an execution role to ${needs.map(({ purpose }) => purpose).join(', to ')}; set executionRole`,
        ...needs.every(({ isDoubtful }) => isDoubtful) ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a log on Fargate': { Task: { ExecutionRoleArn: undefined } },
    'a log for a Fargate service, and a task definition without required compatibilities': { Task: { ExecutionRoleArn: undefined, RequiresCompatibilities: undefined } },
    'an image from ECR on Fargate': {
      Task: { ExecutionRoleArn: undefined, ContainerDefinitions: [{ Name: 'web', Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1', PortMappings: [{ ContainerPort: 80 }] }] },
    },
    'secrets': {
      Task: {
        ExecutionRoleArn: undefined,
        ContainerDefinitions: [{ Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }], Secrets: [{ Name: 'API_KEY', ValueFrom: '/api/key' }] }],
      },
    },
    'a log on ECS Anywhere': {
      scene: 'a service on ECS Anywhere',
      change: {
        Task: {
          ExecutionRoleArn: undefined,
          RequiresCompatibilities: ['EXTERNAL'],
          ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'web', 'awslogs-region': 'eu-west-1' } } } },
        },
      },
    },
    'a daemon that writes logs': { scene: 'a daemon on Managed Instances', change: { Agent: { ExecutionRoleArn: undefined } } },
  },
  good: {
    'a log on container instances, where tasks start without the role': { scene: 'a service on a capacity provider', change: { Task: { ExecutionRoleArn: undefined } } },
    'a public image without a log': { Task: { ExecutionRoleArn: undefined, ContainerDefinitions: [{ Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }] } },
    'a role under a condition': {
      Task: { ExecutionRoleArn: { 'Fn::If': ['Own', 'arn:aws:iam::111122223333:role/execution', { Ref: 'AWS::NoValue' }] } },
    },
  },
});
