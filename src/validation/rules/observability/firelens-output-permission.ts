import { FIRELENS_OUTPUTS, FIRELENS_ROLE_OPTION, LOG_ACTIONS } from '../../../facts/iam-needs';
import { own } from '../../../facts/own';
import type { Node } from '../../model/evaluation/node';
import { GAP } from '../../model/evaluation/outcome';
import { PartialString } from '../../model/evaluation/partial-string';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { NO_AWSLOGS } from '../../scenes/extras';
import { defineRule } from '../rule';

const routed = (options: object) => ({
  0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: options } },
  1: {
    Name: 'router',
    Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.2',
    Essential: true,
    FirelensConfiguration: { Type: 'fluentbit' },
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'router' },
    },
  },
});

const FIREHOSE = { Name: 'firehose', delivery_stream: 'web', region: 'eu-west-1', ...NO_AWSLOGS };

const task = (options: object) => ({ TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] }, ContainerDefinitions: routed(options) });

const allowing = (Action: string | readonly string[], Resource: unknown = '*') => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
    Policies: [{ PolicyName: 'logs', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } }],
  },
});

export default defineRule({
  title: 'The task role can write to the destination of FireLens logs',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The log router runs in the task and uses the task role, not the execution role. Without permission the logs are lost.',
  fix: 'Call `taskDefinition.addToTaskRolePolicy(…)` with the actions on the destination, or its grant method for the task role (CloudFormation: a policy of the role of TaskRoleArn).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',

  subject: 'taskDefinition',
  *check(definition) {
    for (const { role } of rolesOfTasks(definition, 'TaskRoleArn')) {
      for (const { label, logging } of definition.containers.filter(({ logDriver }) => logDriver.is('awsfirelens'))) {
        const options = logging.get('Options');
        if (!options.get(FIRELENS_ROLE_OPTION).isAbsent) { continue; }
        const { actions, on } = needOf(options) ?? { actions: [], on: PartialString.ANY };
        const missing = role.lacks(actions, on);
        if (missing.length === 0) { continue; }
        yield {
          location: logging.at('Options'),
          related: [role.resource.at('')],
          message: `${role.label} needs ${missing.join(', ')} to send the logs of ${label} to ${options.text('Name')}; allow it with addToTaskRolePolicy()`,
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no permission': { Task: task(FIREHOSE), TaskRole: allowing('logs:*') },
    'another stream': { Task: task(FIREHOSE), TaskRole: allowing('firehose:*', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/other') },
    'a log group that the plugin creates': {
      Task: task({ ...FIREHOSE, Name: 'cloudwatch_logs', log_group_name: '/ecs/web', auto_create_group: 'true' }), TaskRole: allowing('logs:Put*'),
    },
  },
  good: {
    'permission for the stream': { Task: task(FIREHOSE), TaskRole: allowing('firehose:PutRecordBatch', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/web') },
    'a role in the options of the output': { Task: task({ ...FIREHOSE, role_arn: 'arn:aws:iam::444455556666:role/logs' }), TaskRole: allowing('sts:AssumeRole') },
    'an output without AWS permissions': { Task: task({ ...FIREHOSE, Name: 'datadog' }), TaskRole: allowing('logs:*') },
    'another log driver with the same options': {
      Task: { ...task(FIREHOSE), ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { Ref: 'LogDriver' }, Options: FIREHOSE } } } }, TaskRole: allowing('logs:*'),
    },
    'a stream name with plugin variables': {
      Task: task({ ...FIREHOSE, delivery_stream: 'web-$(region)' }), TaskRole: allowing('firehose:*', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/web-eu'),
    },
    'an existing log group': {
      Task: task({ ...FIREHOSE, Name: 'cloudwatch_logs', log_group_name: '/ecs/web' }), TaskRole: allowing(['logs:CreateLogStream', 'logs:PutLogEvents']),
    },
    'a stream, with an option of another output': { Task: task({ ...FIREHOSE, auto_create_group: 'true' }), TaskRole: allowing('firehose:*') },
  },
});

function needOf(options: Node): { readonly actions: readonly string[]; readonly on: PartialString } | undefined {
  const output = own(FIRELENS_OUTPUTS, options.text('Name').known ?? '');
  if (!output) { return undefined; }
  const destination = options.partialString(output.destination);
  // the plugin replaces $(variables)
  const isName = destination !== undefined && !destination.key.includes('$(');
  const creates = options.flag('auto_create_group').is(true) && output.destination === 'log_group_name';
  return {
    actions: creates ? [...output.actions, LOG_ACTIONS.create] : output.actions,
    on: isName ? PartialString.made([GAP, ...destination.parts, GAP]) : PartialString.ANY,
  };
}
