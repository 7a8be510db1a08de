import { placeOfArn } from '../../../facts/arns';
import { areDifferentRegions } from '../../../facts/vpc-endpoints';
import type { Application } from '../../model/application';
import { Role } from '../../model/entities/role';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { keepsOut, QUEUE, SEND } from '../../model/queries/dead-letter-queue';
import { everyHour, scheduledCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The dead-letter queue of a scheduled task is a standard queue that EventBridge may send to',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge rejects a dead-letter queue that is not a standard SQS queue in its own Region: "SQS FIFO is not supported by Dead Letter Queues". Without permission to send, the events of tasks that did not start are lost.',
  fix: 'Set deadLetterQueue of targets.EcsTask or EcsRunTask to a standard sqs.Queue of the same stack, which also grants the permission. In CloudFormation: DeadLetterConfig.Arn with Fn::GetAtt and Arn, and an AWS::SQS::QueuePolicy for events.amazonaws.com; the role of a schedule needs sqs:SendMessage.',
  docs: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',

  subject: 'taskRunner',
  *check(runner, application) {
    const place = runner.around.find('DeadLetterConfig')?.find('Arn');
    if (!place) { return; }
    const problem = wrongQueue(place);
    if (problem !== undefined) {
      yield { location: place.location, message: `the dead-letter queue ${problem}` };
    } else {
      yield* withoutPermission(runner, place, application);
    }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'a topic': { Rule: withQueue('arn:aws:sns:eu-west-1:111122223333:failed') },
    'a FIFO queue': { Rule: withQueue('arn:aws:sqs:eu-west-1:111122223333:failed.fifo') },
    'a topic of the app': { Rule: withQueue({ Ref: 'Topic' }), Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
    'a FIFO queue of the app': { Rule: withQueue({ 'Fn::GetAtt': ['Queue', 'Arn'] }), Queue: { Type: QUEUE, Properties: { FifoQueue: true } } },
    'the URL of a queue': { Rule: withQueue({ Ref: 'Queue' }), Queue: { Type: QUEUE, Properties: {} } },
    'another Region': { scene: 'a Fargate service in a known Region', change: { Rule: withQueue('arn:aws:sqs:us-east-1:111122223333:failed') } },
    'a queue without a policy': { Rule: withQueue({ 'Fn::GetAtt': ['Queue', 'Arn'] }), Queue: { Type: QUEUE, Properties: {} } },
    'a role of a schedule that may not send': {
      Schedule: withQueueOf(scheduledCall({ 'Fn::GetAtt': ['SchedulerRole', 'Arn'] })),
      SchedulerRole: schedulerRole(['ecs:RunTask', 'iam:PassRole']),
    },
  },
  good: {
    'a queue outside the app': { Rule: withQueue('arn:aws:sqs:eu-west-1:111122223333:failed') },
    'a queue in the same Region': { scene: 'a Fargate service in a known Region', change: { Rule: withQueue('arn:aws:sqs:eu-west-1:111122223333:failed') } },
    'a queue with a policy': { Rule: withQueue({ 'Fn::GetAtt': ['Queue', 'Arn'] }), Queue: { Type: QUEUE, Properties: {} }, Policy: queuePolicy({ Ref: 'Queue' }) },
    'a queue with a policy for a queue from a parameter': {
      Rule: withQueue({ 'Fn::GetAtt': ['Queue', 'Arn'] }), Queue: { Type: QUEUE, Properties: {} }, Policy: queuePolicy({ Ref: 'AParameter' }),
    },
    'a queue by an attribute of a custom resource': {
      Rule: withQueue({ 'Fn::GetAtt': ['Lookup', 'QueueArn'] }), Lookup: { Type: 'Custom::Lookup', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:lookup' } },
    },
    'a schedule whose role may send': { Schedule: withQueueOf(scheduledCall({ 'Fn::GetAtt': ['SchedulerRole', 'Arn'] })), SchedulerRole: schedulerRole(['*']) },
    'a schedule without a known role': { Schedule: withQueueOf(scheduledCall('arn:aws:iam::111122223333:role/scheduler')) },
    'a rule without one': { Rule: everyHour() },
  },
});

/** Attributes of other types may return the ARN of a queue. */
const NO_QUEUES: readonly string[] = ['AWS::Lambda::Function', 'AWS::SNS::Topic'];

/** Why the queue is refused, in words after "the dead-letter queue"; `undefined` if it may be accepted. */
function wrongQueue(place: Node): string | undefined {
  const { resource, attribute } = place.asAttribute ?? {};
  if (resource) {
    if (resource.type !== QUEUE) { return NO_QUEUES.includes(resource.type) ? `${resource.logicalId} is not an SQS queue` : undefined; }
    if (attribute === 'Ref') { return `is the URL of ${resource.logicalId}; use its ARN`; }
    return resource.properties.flag('FifoQueue').is(true) ? `${resource.logicalId} is a FIFO queue; use a standard queue` : undefined;
  }
  const arn = place.asText.known;
  if (arn === undefined) { return undefined; }
  if (!/^arn:[^:]*:sqs:/.test(arn)) { return `${arn} is not the ARN of an SQS queue`; }
  if (arn.endsWith('.fifo')) { return `${arn} is a FIFO queue; use a standard queue`; }
  const { region: own = '' } = place.resource.template.source;
  const region = placeOfArn(arn)?.region ?? '';
  return areDifferentRegions(region, own) ? `is in ${region}, but the target is in ${own}; use a queue of the same Region` : undefined;
}

function* withoutPermission({ starter, around, resource: { logicalId } }: TaskRunner, place: Node, application: Application): Iterable<Violation> {
  const queue: Resource | undefined = place.asAttribute?.resource;
  if (starter === 'rule') {
    if (queue?.type === QUEUE && keepsOut(queue, 'events.amazonaws.com', application)) {
      yield { location: place.location, related: [queue.at('')], severity: 'warning', message: `no policy of queue ${queue.logicalId} allows events.amazonaws.com ${SEND}; failed events are lost` };
    }
    return;
  }
  const role = Role.at(around.get('RoleArn'), application);
  const on = place.asPartialString;
  if (role && on && role.may(SEND, on) === 'no') {
    yield { location: place.location, related: [role.resource.at('')], severity: 'warning', message: `${role.label}, the role of ${logicalId}, does not allow ${SEND} on the dead-letter queue; failed events are lost` };
  }
}

function withQueue(Arn: unknown) { return everyHour({}, { DeadLetterConfig: { Arn } }); }

function withQueueOf(schedule: ReturnType<typeof scheduledCall>) {
  const { Target, ...rest } = schedule.Properties as { readonly Target: object };
  return { ...schedule, Properties: { ...rest, Target: { ...Target, DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:failed' } } } };
}

function schedulerRole(actions: readonly string[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } }] },
      Policies: [{ PolicyName: 'run', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
    },
  };
}

function queuePolicy(queue: object) {
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: SEND, Resource: '*' };
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [queue], PolicyDocument: { Version: '2012-10-17', Statement: [statement] } } };
}
