import { LOG_ACTIONS } from '../../../facts/iam-needs';
import type { Container } from '../../model/entities/container';
import { logGroupOf, NamedLogGroup } from '../../model/queries/log-group';
import { RoleOfTasks, rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule, Violation } from '../rule';

const policy = (...actions: readonly string[]) => [{
  PolicyName: 'logs',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
}];

/** Where the awslogs driver uses the execution role; on EC2 it uses the instance role. */
const AGENTLESS: readonly string[] = ['FARGATE', 'MANAGED_INSTANCES'];

const ECR_ONLY = ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'];

const AWSLOGS = { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'debug' };

export default defineRule({
  title: 'The execution role can write to the log groups of its tasks',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'On Fargate and Managed Instances the awslogs driver uses the execution role. If it cannot open the log stream, the container does not start.',
  fix: 'Call `logGroup.grantWrite(executionRole)`, or add AmazonECSTaskExecutionRolePolicy to the role; create the log group in the app, or allow logs:CreateLogGroup (CloudFormation: logs:CreateLogStream and logs:PutLogEvents in a policy of the role).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.computes.some(compute => AGENTLESS.includes(compute))) { return; }
    for (const used of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const container of task.containers.filter(({ logDriver }) => logDriver.is('awslogs'))) {
        yield* missingFor(container, logGroupOf(container, task), used);
      }
    }
  },

  scene: 'a Fargate service with an ECR image',
  bad: {
    'permission only for images': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY } },
    'an unused task definition': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY }, Service: undefined },
    'permission for log streams, but not for events': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY, Policies: policy('logs:CreateLogStream', 'logs:CreateLogGroup') } },
    'a log group without permission to create it': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-create-group': 'true' } } } } },
    },
  },
  good: {
    'permission for all actions on logs': { ExecutionRole: { ManagedPolicyArns: ECR_ONLY, Policies: policy('logs:*') } },
    'container instances': {
      ExecutionRole: { ManagedPolicyArns: ECR_ONLY }, Task: { RequiresCompatibilities: ['EC2'] }, Service: { LaunchType: 'EC2' },
    },
    'a container under a condition': {
      ExecutionRole: { ManagedPolicyArns: ECR_ONLY },
      Task: {
        ContainerDefinitions: [
          { Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] },
          { 'Fn::If': ['Debug', { Name: 'debug', Image: 'nginx', Essential: false, LogConfiguration: { LogDriver: 'awslogs', Options: AWSLOGS } }, { Ref: 'AWS::NoValue' }] },
        ],
      },
    },
    'another log driver': {
      ExecutionRole: { ManagedPolicyArns: ECR_ONLY }, Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { Ref: 'LogDriver' } } } } },
    },
    'an existing log group': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web' } } } } } },
    'permission to create the log group': {
      ExecutionRole: { Policies: policy('logs:CreateLogGroup') },
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-create-group': 'true' } } } } },
    },
    'a log group in the app': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-create-group': 'true' } } } } } },
  },
});

function* missingFor({ logging, label }: Container, group: NamedLogGroup, { role, isUsed }: RoleOfTasks): Iterable<Violation> {
  const related = [role.resource.at('')];
  const missing = role.lacks(LOG_ACTIONS.write, group.arn);
  if (missing.length > 0) {
    yield {
      location: logging.at('Options'),
      related,
      message: `${role.label} needs ${missing.join(', ')} to write the logs of ${label}; grant it with grantWrite() of the log group`,
      ...isUsed ? {} : { severity: 'warning' },
    };
  }
  const options = logging.get('Options');
  if (!group.mayExist && options.flag('awslogs-create-group').is(true) && role.may(LOG_ACTIONS.create, group.arn) === 'no') {
    yield {
      location: options.at('awslogs-create-group'),
      related,
      message: `${role.label} needs ${LOG_ACTIONS.create} to create the log group of ${label}; allow it, or create the log group in the app`,
      // the log group may exist
      severity: 'warning',
    };
  }
}
