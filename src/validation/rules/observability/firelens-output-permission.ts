import { FIRELENS_OUTPUTS, LOG_ACTIONS } from '../../../facts/iam-needs';
import { own } from '../../../facts/own';
import type { Node } from '../../model/node';
import { Phrase } from '../../model/phrase';
import { GAP } from '../../model/term';
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

const FIREHOSE = { 'Name': 'firehose', 'delivery_stream': 'web', 'region': 'eu-west-1', 'awslogs-group': undefined, 'awslogs-region': undefined, 'awslogs-stream-prefix': undefined };

const task = (options: object) => ({ TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] }, ContainerDefinitions: routed(options) });

const role = (Action: string, Resource: unknown = '*') => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
    Policies: [{ PolicyName: 'logs', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } }],
  },
});

export default defineRule({
  title: 'The task role may write where FireLens sends the logs',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The log router runs in the task and writes with the task role, not with the execution role; what it may not write is lost.',
  fix: 'Allow the task role the actions named above on the destination.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',

  subject: 'taskDefinition',
  *check(definition) {
    const { taskRole } = definition;
    if (!taskRole) { return; }
    for (const { label, logging } of definition.containers.filter(({ node, logDriver }) => node.isSure && logDriver.is('awsfirelens'))) {
      const options = logging.get('Options');
      if (!options.get('role_arn').isAbsent) { continue; }
      const { actions, on } = needOf(options) ?? { actions: [], on: Phrase.ANY };
      const missing = taskRole.lacks(actions, on);
      if (missing.length === 0) { continue; }
      yield {
        location: logging.at('Options'),
        message: `the log of ${label} is sent to ${options.text('Name')} by ${taskRole.label}, which is not allowed ${missing.join(', ')} there`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no permission': { Task: task(FIREHOSE), TaskRole: role('logs:*') },
    'another stream': { Task: task(FIREHOSE), TaskRole: role('firehose:*', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/other') },
    'a log group that is made on the way': {
      Task: task({ ...FIREHOSE, Name: 'cloudwatch_logs', log_group_name: '/ecs/web', auto_create_group: 'true' }), TaskRole: role('logs:Put*'),
    },
  },
  good: {
    'the stream': { Task: task(FIREHOSE), TaskRole: role('firehose:PutRecordBatch', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/web') },
    'somebody else\'s role': { Task: task({ ...FIREHOSE, role_arn: 'arn:aws:iam::444455556666:role/logs' }), TaskRole: role('sts:AssumeRole') },
    'another output': { Task: task({ ...FIREHOSE, Name: 'datadog' }), TaskRole: role('logs:*') },
  },
});

function needOf(options: Node): { readonly actions: readonly string[]; readonly on: Phrase } | undefined {
  const output = own(FIRELENS_OUTPUTS, options.text('Name').known ?? '');
  if (!output) { return undefined; }
  const destination = options.phrase(output.destination);
  // $(variables) are filled in by the plug-in
  const isName = destination !== undefined && !destination.key.includes('$(');
  const creates = options.flag('auto_create_group').is(true) && output.destination === 'log_group_name';
  return {
    actions: creates ? [...output.actions, LOG_ACTIONS.create] : output.actions,
    on: isName ? Phrase.made([GAP, ...destination.parts, GAP]) : Phrase.ANY,
  };
}
