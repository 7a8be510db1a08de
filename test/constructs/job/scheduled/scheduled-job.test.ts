import { App, Duration, Lazy, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ScheduleExpression, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Capacity, EcsValidator, JobExecution, JobOverlap, Profile, ScheduledJob, ScheduledJobProps, SecretSource } from '../../../../src';
import { SCHEDULED_JOB_PROPS } from '../../../../src/constructs/job/scheduled/scheduled-job-prop-table';
import { IMAGE } from '../../../support/container-service';
import { dependencyGraph } from '../../../support/dependency-graph';
import { addGroup, clusterIn } from '../../../support/instances';
import { ALL_PACKS, EVERYDAY_PACKS, nagFindings } from '../../../support/nag';
import { jobTemplate, makeJob } from '../../../support/scheduled-job';
import { TASK_SETTINGS } from '../../../support/standalone-task';
import { definitionIn, problemsOf } from '../../../support/state-machine';

type Make = (stack: Stack) => Partial<ScheduledJobProps>;

const SCHEDULE = 'AWS::Scheduler::Schedule';
const MACHINE = 'AWS::StepFunctions::StateMachine';
const RULE = 'AWS::Events::Rule';
const QUEUE = 'AWS::SQS::Queue';

const direct = { execution: JobExecution.direct() };
const topicIn = (stack: Stack) => new sns.Topic(stack, 'Failures', { enforceSSL: true, masterKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) });

const WORKFLOW = jobTemplate(stack => ({ failureTopic: topicIn(stack) }));
const DIRECT = jobTemplate(stack => ({ ...direct, failureTopic: topicIn(stack) }));

function statementsOf(template: Template, id: string): readonly Record<string, unknown>[] {
  const policies = { ...template.findResources('AWS::IAM::Policy'), ...template.findResources('AWS::IAM::ManagedPolicy') };
  return Object.keys(policies).filter(each => each.startsWith(id)).flatMap(each => policies[each].Properties.PolicyDocument.Statement);
}

describe('the schedule', () => {
  test('starts the state machine, with an hour for repeated calls and a dead-letter queue', () => {
    WORKFLOW.hasResourceProperties(SCHEDULE, {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { Ref: Match.stringLikeRegexp('^JobWorkflow') },
        Input: '{"Overrides":{},"ScheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^JobDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('has the time zone, the window, the period, the group and the delivery of the props', () => {
    jobTemplate(stack => ({
      schedule: ScheduleExpression.cron({ minute: '0', hour: '3', timeZone: TimeZone.EUROPE_BERLIN }),
      flexibleWindow: Duration.minutes(15),
      start: new Date('2030-01-01T00:00:00Z'),
      end: new Date('2031-01-01T00:00:00Z'),
      enabled: false,
      scheduleGroup: new ScheduleGroup(stack, 'Jobs'),
      deliveryAttempts: 3,
      maxDeliveryAge: Duration.minutes(10),
    })).hasResourceProperties(SCHEDULE, {
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      StartDate: '2030-01-01T00:00:00.000Z',
      EndDate: '2031-01-01T00:00:00.000Z',
      State: 'DISABLED',
      GroupName: Match.stringLikeRegexp('^Stack-Jobs-'),
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 3 } },
    });
  });

  test('calls with a role that only schedules of its group can use', () => {
    WORKFLOW.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': Match.anyValue() } },
        }],
      },
    });
    expect(statementsOf(WORKFLOW, 'JobScheduleRole').map(({ Action }) => Action)).toEqual([
      'states:StartExecution', ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
    ]);
  });

  test('is not the only one that waits: a state machine can be started by hand', () => {
    const template = jobTemplate({ secrets: { TOKEN: SecretSource.parameterStoreName('/t') } });
    const graph = dependencyGraph(template.toJSON());
    const [machine] = graph.ofType(MACHINE);
    const needs = graph.ofType('AWS::EC2::Route').filter(id => /Private/.test(id));
    expect(needs.length).toBeGreaterThan(0);
    expect(needs.filter(id => !graph.waitsFor(machine, id))).toEqual([]);
    expect(graph.outOfOrder('AWS::ECS::ClusterCapacityProviderAssociations', MACHINE)).toEqual([]);
  });

  test.each([['a workflow', WORKFLOW], ['a direct call', DIRECT]])('of %s is created last, and deleted first', (_, template) => {
    const graph = dependencyGraph(template.toJSON());
    const [schedule] = graph.ofType(SCHEDULE);
    expect(() => graph.creationOrder()).not.toThrow();
    const own = Object.keys(template.toJSON().Resources).filter(id => id.startsWith('Job') && id !== schedule);
    expect(own.filter(id => !graph.waitsFor(schedule, id) && !/Alarm|DeadLettersPolicy/.test(id))).toEqual([]);
    expect(graph.ofType('AWS::EC2::Route').filter(id => !graph.waitsFor(schedule, id) && /Private/.test(id))).toEqual([]);
  });
});

describe('the state machine', () => {
  test('lists its own executions with a policy that waits for it', () => {
    expect(statementsOf(WORKFLOW, 'JobOwnRunsPolicy')).toEqual([
      { Effect: 'Allow', Action: 'states:ListExecutions', Resource: { Ref: expect.stringMatching('^JobWorkflow') as unknown } },
    ]);
  });

  test('has no permission to list executions if runs may overlap', () => {
    const template = jobTemplate({ execution: JobExecution.workflow({ overlap: JobOverlap.ALLOW }) });
    expect(statementsOf(template, 'JobOwnRunsPolicy')).toEqual([]);
  });

  test('runs and stops tasks of its family and cluster only', () => {
    const statements = statementsOf(WORKFLOW, 'JobWorkflowRole');
    const withoutArn = statements.filter(({ Resource }) => Resource === '*').map(({ Action, Condition }) => [Action, Condition]);
    expect(withoutArn.filter(([action]) => !/^(logs|xray):/.test(String(action)))).toEqual([['ecs:ListTasks', { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [expect.any(String), 'Arn'] } } }]]);
  });

  test('may send messages to the topic, and can be used by executions of the account only', () => {
    expect(statementsOf(WORKFLOW, 'JobWorkflowRole')).toContainEqual({ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: expect.stringMatching('^Failures') as unknown } });
    WORKFLOW.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: 'states.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
      },
    });
  });

  test('logs all events without the data of runs, and is traced', () => {
    WORKFLOW.hasResourceProperties(MACHINE, { TracingConfiguration: { Enabled: true }, LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false } });
    WORKFLOW.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^/aws/vendedlogs/states/')])] } });
  });

  test('can be started by hand by a principal with that permission only', () => {
    const stack = new Stack(new App(), 'Stack');
    const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
    makeJob({}, stack).grantStartExecution(role);
    expect(statementsOf(Template.fromStack(stack), 'Operator')).toEqual([
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: expect.stringMatching('^JobWorkflow') as unknown } },
    ]);
  });
});

test('calls that could not start a run are kept for 14 days', () => {
  WORKFLOW.hasResourceProperties(QUEUE, { MessageRetentionPeriod: 1_209_600 });
});

describe('failures', () => {
  test('raise an alarm: executions that failed, timed out or were stopped', () => {
    WORKFLOW.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)' }),
        ...['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].map(MetricName => Match.objectLike({ MetricStat: { Metric: { MetricName } } })),
      ]),
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Failures') }],
    });
  });

  test('to start a run raise an alarm too', () => {
    WORKFLOW.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible', AlarmActions: [{ Ref: Match.stringLikeRegexp('^Failures') }] });
  });

  test('without a topic have alarms without actions', () => {
    const alarms = Object.values(jobTemplate().findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual([undefined, undefined]);
  });

  test.each([
    ['alarms', WORKFLOW, 'cloudwatch.amazonaws.com'], ['alarms of a direct job', DIRECT, 'cloudwatch.amazonaws.com'],
    ['events of a direct job', DIRECT, 'events.amazonaws.com'],
  ])('reach an encrypted topic with a policy of its own: %s', (_, template, Service) => {
    const allowed = (Action: string | string[]) => ({ Statement: Match.arrayWith([Match.objectLike({ Action, Effect: 'Allow', Principal: { Service } })]) });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: allowed('sns:Publish') });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: allowed(['kms:Decrypt', 'kms:GenerateDataKey*']) });
  });

  test('have metrics', () => {
    const job = makeJob();
    expect(job.metricFailed({ period: Duration.days(1) }).toMetricConfig().mathExpression).toMatchObject({ period: 86_400 });
    expect(job.metricSucceeded().metricName).toBe('ExecutionsSucceeded');
    expect(job.metricDuration().metricName).toBe('ExecutionTime');
    expect(makeJob(direct).metricFailed().toMetricConfig().metricStat).toMatchObject({ namespace: 'AWS/Events', metricName: 'TriggeredRules' });
  });
});

describe('a direct job', () => {
  test('runs the revision of the task definition by itself', () => {
    DIRECT.hasResourceProperties(SCHEDULE, {
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Cluster'), 'Arn'] },
        EcsParameters: {
          TaskDefinitionArn: { Ref: Match.stringLikeRegexp('^JobTaskDef') },
          TaskCount: 1,
          Group: Match.stringLikeRegexp('^job:Stack-Job-'),
          EnableECSManagedTags: true,
          PropagateTags: 'TASK_DEFINITION',
          NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
        },
      },
    });
    DIRECT.resourceCountIs(MACHINE, 0);
  });

  test('is not told the failures of another job with the same task definition', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    const { taskDefinition, cluster } = makeJob(direct, stack);
    new ScheduledJob(stack, 'Other', { ...direct, cluster, taskDefinition, schedule: ScheduleExpression.rate(Duration.hours(1)) });
    const template = Template.fromStack(stack);
    const groups = Object.values(template.findResources(RULE)).map(({ Properties }) => Properties.EventPattern.detail.group as unknown);
    expect(groups).toEqual([[expect.stringMatching('^job:Stack-Job-')], [expect.stringMatching('^job:Stack-Other-')]]);
  });

  test('reports tasks of its group that failed, to the topic and to the dead-letter queue', () => {
    DIRECT.hasResourceProperties(RULE, {
      EventPattern: {
        'source': ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        'detail': {
          lastStatus: ['STOPPED'],
          group: [Match.stringLikeRegexp('^job:Stack-Job-')],
          $or: [
            { containers: { name: ['task'], exitCode: [{ 'anything-but': [0] }] } },
            { stopCode: [{ 'anything-but': ['EssentialContainerExited'] }] },
          ],
        },
      },
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^JobDeadLetters'), 'Arn'] } }, {
        Arn: { Ref: Match.stringLikeRegexp('^Failures') },
        InputTransformer: { InputPathsMap: Match.objectLike({ 'detail-stoppedReason': '$.detail.stoppedReason' }) },
      }],
    });
  });

  test.each(['grantStartExecution', 'metricSucceeded', 'metricDuration'] as const)('has no %s', method => {
    const job = makeJob(direct);
    expect(() => job[method](job as never)).toThrow(`${method} requires a state machine, and JobExecution.direct has none; use JobExecution.workflow`);
  });
});

const LATER = Duration.seconds(Lazy.number({ produce: () => 60 }));
const spot = Capacity.fargateSpot();
const cron = (expression: string) => ({ schedule: ScheduleExpression.expression(expression) });
const workflow = (options: Parameters<typeof JobExecution.workflow>[0]) => ({ execution: JobExecution.workflow(options) });

test.each<readonly [string, Make | Partial<ScheduledJobProps>, string]>([
  ['no schedule', { schedule: undefined }, 'schedule is required and must be a scheduler.ScheduleExpression'],
  ['a text as schedule', { schedule: 'rate(1 hour)' as never }, "schedule ('rate(1 hour)') is required and must be a scheduler.ScheduleExpression"],
  ['a wrong expression', cron('every day'), "schedule ('every day') must be at(…) or cron(…) or rate(…)"],
  ['a wrong hour', cron('cron(0 24 * * ? *)'), "schedule ('cron(0 24 * * ? *)')"],
  ['a rate in seconds', cron('rate(30 seconds)'), 'must have a positive number and a unit: minutes, hours or days'],
  ['an unknown time zone', { schedule: ScheduleExpression.expression('cron(0 3 * * ? *)', TimeZone.of('Europe/Berln')) }, "timeZone ('Europe/Berln') of schedule is not a known time zone"],
  ['a window of two days', { flexibleWindow: Duration.days(2) }, 'flexibleWindow (2880 minutes) must be a whole number from 1 to 1440 minutes'],
  ['a window of 90 seconds', { flexibleWindow: Duration.seconds(90) }, 'flexibleWindow (1.5 minutes)'],
  ['an end before the start', { start: new Date('2031-01-01'), end: new Date('2030-01-01') }, 'start (2031-01-01T00:00:00.000Z) must be before end (2030-01-01T00:00:00.000Z)'],
  ['186 calls', { deliveryAttempts: 186 }, 'deliveryAttempts (186) must be a whole number from 0 to 185'],
  ['calls for 30 seconds', { maxDeliveryAge: Duration.seconds(30) }, 'maxDeliveryAge (30 seconds) must be a whole number from 60 to 86400 seconds'],
  ['another execution', { execution: {} as never }, 'execution ({…}) must be a JobExecution, such as JobExecution.workflow()'],
  ['a text as topic', { failureTopic: 'arn:aws:sns:eu-west-1:111122223333:ops' as never }, "failureTopic ('arn:aws:sns:eu-west-1:111122223333:ops') must be an SNS topic"],
  ['a topic with the key of SNS', stack => ({
    failureTopic: new sns.Topic(stack, 'Ops', { masterKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/sns') }),
  }), 'is encrypted with alias/aws/sns, which alarms cannot use'],
  ['-1 retries', workflow({ retryAttempts: -1 }), 'retryAttempts (-1) must be a whole number from 0 to 99999999'],
  ['no interval', workflow({ retryInterval: Duration.seconds(0) }), 'retryInterval (0 seconds) must be a whole number from 1 to 99999999 seconds'],
  ['a shrinking interval', workflow({ backoffRate: 0.5 }), 'backoffRate (0.5) must be at least 1'],
  ['an endless growth', workflow({ backoffRate: Infinity }), 'backoffRate (Infinity) must be at least 1, and finite'],
  ['retries that are known later', workflow({ retryAttempts: Lazy.number({ produce: () => 1 }) }), 'retryAttempts must be known at synthesis'],
  ['a growth that is known later', workflow({ backoffRate: Lazy.number({ produce: () => 1 }) }), 'backoffRate must be known at synthesis'],
  ['an interval that is known later', workflow({ retryInterval: LATER }), 'retryInterval must be known at synthesis'],
  ['a timeout that is known later', workflow({ timeout: LATER }), 'timeout must be known at synthesis'],
  ['a timeout as number', workflow({ timeout: 300 as never }), 'timeout (300) must be a Duration, such as Duration.seconds(30)'],
  ['an interval of half a second', workflow({ retryInterval: Duration.millis(500) }), 'retryInterval (0.5 seconds) must be a whole number'],
  ['a window that is known later', { flexibleWindow: LATER }, 'flexibleWindow must be known at synthesis'],
  ['a window as number', { flexibleWindow: 5 as never }, 'flexibleWindow (5) must be a Duration'],
  ['an age that is known later', { maxDeliveryAge: LATER }, 'maxDeliveryAge must be known at synthesis'],
  ['an age as text', { maxDeliveryAge: '1h' as never }, "maxDeliveryAge ('1h') must be a Duration"],
  ['an invalid date', { start: new Date('tomorrow') }, 'start (Invalid Date) must be a valid Date'],
  ['a date as text', { end: '2030-01-01' as never }, 'end (2030-01-01) must be a valid Date'],
  ['an end at the start', { start: new Date('2030-01-01'), end: new Date('2030-01-01') }, 'must be before end'],
  ['a fallback as text', workflow({ fallbackCapacity: 'FARGATE' as never }), "fallbackCapacity ('FARGATE') must be a Capacity"],
  ['a topic as text', { failureTopic: 'arn' as never }, "failureTopic ('arn') must be an SNS topic, such as a new sns.Topic(…)"],
  ['a FIFO topic', stack => ({ failureTopic: new sns.Topic(stack, 'Fifo', { fifo: true }) }), 'is a FIFO topic, which does not accept the messages of alarms'],
  ['a topic of another Region', stack => ({ failureTopic: sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:us-east-1:111122223333:far') }), 'is in us-east-1'],
  ['a group as text', { scheduleGroup: 'g' as never }, "scheduleGroup ('g') must be a scheduler.IScheduleGroup"],
  ['an empty size', { size: {} as never }, 'size ({…}) must be a value of TaskSize'],
  ['a timeout of two years', workflow({ timeout: Duration.days(730) }), 'timeout (63072000 seconds) must be a whole number from 1 to 31536000 seconds'],
  ['a fallback of another kind', stack => {
    const cluster = clusterIn(stack);
    return { cluster, capacity: spot, ...workflow({ fallbackCapacity: Capacity.instances(addGroup(cluster)) }) };
  }, 'cannot run the task definition of capacity'],
  ['a fallback in another network mode', stack => {
    const cluster = clusterIn(stack);
    const [capacity, fallbackCapacity] = [ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST]
      .map(networkMode => Capacity.instances(addGroup(cluster, networkMode), { networkMode }));
    return { cluster, capacity, ...workflow({ fallbackCapacity }) };
  }, 'use the same kind of compute and the same network mode'],
])('%s is refused, and nothing is created', (_, make, problem) => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
  expect(() => makeJob(make, stack)).toThrow(problem);
  expect(() => makeJob(make, new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } }))).toThrow('[Stack/Job] ');
  expect(stack.node.tryFindChild('Job')?.node.children ?? []).toEqual([]);
});

test('a job without props is refused with its path', () => {
  expect(() => new ScheduledJob(new Stack(new App(), 'Stack'), 'Job', undefined as never)).toThrow('[Stack/Job] schedule is required');
});

test('options null are the defaults', () => {
  expect(jobTemplate(workflow(null as never)).toJSON()).toEqual(jobTemplate().toJSON());
});

test('values that are known only at deployment are accepted', () => {
  const later = Lazy.string({ produce: () => 'rate(1 hour)' });
  jobTemplate(cron(later)).hasResourceProperties(SCHEDULE, { ScheduleExpression: 'rate(1 hour)' });
});

const twoGroups: Make = stack => {
  const cluster = clusterIn(stack);
  const [capacity, fallbackCapacity] = ['Spot', 'OnDemand'].map(id => Capacity.instances(addGroup(cluster, id), { networkMode: ecs.NetworkMode.HOST }));
  return { cluster, capacity, ...workflow({ fallbackCapacity }) };
};

const SETTINGS: readonly (readonly [string, Make])[] = [
  ...TASK_SETTINGS,
  ['Fargate Spot, then Fargate', () => ({ capacity: spot, ...workflow({ fallbackCapacity: Capacity.fargate() }) })],
  ['two groups in host mode', twoGroups],
];

describe.each(SETTINGS)('with %s', (_, make) => {
  test.each([['a workflow', {}], ['a direct call', direct]])('%s has no finding of the validator', (__, props) => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    makeJob({ ...make(stack), ...('execution' in props ? props : {}) }, stack);
    expect(EcsValidator.findings(stack).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    const template = Template.fromStack(stack);
    if (!('execution' in props)) { expect(problemsOf(definitionIn(template))).toEqual([]); }
    expect(() => dependencyGraph(template.toJSON()).creationOrder()).not.toThrow();
  });
});

test.each([['a workflow', {}], ['a direct call', direct]])('%s with a long path and odd letters has texts that AWS accepts', (_, props) => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
  const scope = Array.from({ length: 6 }, (__, level) => `${level}-Überweisung'${'x'.repeat(200)}`).reduce((outer: Construct, id) => new Construct(outer, id), stack);
  new ScheduledJob(scope, 'Job', {
    cluster: clusterIn(stack), image: IMAGE, schedule: ScheduleExpression.rate(Duration.hours(1)), failureTopic: topicIn(stack), ...props,
  });
  const template = Template.fromStack(stack);
  const of = (type: string, property: string) =>
    Object.values(template.findResources(type)).flatMap(({ Properties }) => (Properties[property] as string | undefined) ?? []);
  expect(of('AWS::CloudWatch::Alarm', 'AlarmDescription').map(({ length }) => length)).toEqual([1024, 1024]);
  expect(of(SCHEDULE, 'Description').map(({ length }) => length)).toEqual([512]);
  expect(of('AWS::EC2::SecurityGroup', 'GroupDescription').filter(text => !/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text))).toEqual([]);
  expect(of(RULE, 'Description').filter(({ length }) => length > 512)).toEqual([]);
  expect(of(RULE, 'Description')).toHaveLength('execution' in props ? 1 : 0);
  const messages = 'execution' in props ? [] : [definitionIn(template).States.ReportFailure as { Parameters: { Subject: string } }];
  expect(messages.filter(({ Parameters: { Subject } }) => !/^[ -~]{1,99}$/.test(Subject))).toEqual([]);
});

test('the schedule waits for its group, whose name is no reference', () => {
  const graph = dependencyGraph(jobTemplate(stack => ({ scheduleGroup: new ScheduleGroup(stack, 'Jobs') })).toJSON());
  expect(graph.outOfOrder('AWS::Scheduler::ScheduleGroup', SCHEDULE)).toEqual([]);
});

test('a task with ECS Exec may open the channels of sessions', () => {
  const channels = { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ssmmessages:OpenDataChannel']) })]) };
  jobTemplate({ enableExecuteCommand: true }).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: channels });
});

test('the schedule waits for the group of further attempts', () => {
  const stack = new Stack(new App(), 'Stack');
  makeJob(twoGroups, stack);
  const graph = dependencyGraph(Template.fromStack(stack).toJSON());
  expect(graph.outOfOrder('AWS::ECS::CapacityProvider', SCHEDULE)).toEqual([]);
  const [{ Properties: { CapacityProviders } }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::ClusterCapacityProviderAssociations'));
  expect(CapacityProviders).toEqual(expect.arrayContaining(graph.ofType('AWS::ECS::CapacityProvider').map(Ref => ({ Ref }))));
});

describe('in the regulated profile', () => {
  const REGULATED = jobTemplate(stack => ({ profile: Profile.regulated(), failureTopic: topicIn(stack) }));

  test('the log of the workflow and the queue are encrypted, and the log has no data of runs', () => {
    REGULATED.hasResourceProperties(QUEUE, { KmsMasterKeyId: Match.anyValue() });
    REGULATED.hasResourceProperties(MACHINE, { LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false } });
    for (const { Properties } of Object.values(REGULATED.findResources('AWS::Logs::LogGroup'))) { expect(Properties).toHaveProperty('KmsKeyId'); }
  });

  test('grants are managed policies', () => { REGULATED.resourceCountIs('AWS::IAM::Policy', 0); });

  test.each([['a workflow', {}], ['a direct call', direct]])('%s has no finding of any pack of cdk-nag', (_, props) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    makeJob({ profile: Profile.regulated(), failureTopic: topicIn(stack), ...props }, stack);
    expect(nagFindings(app, ALL_PACKS).filter(each => each.includes('/Job/'))).toEqual([]);
  });
});

test.each([['a workflow', {}], ['a direct call', direct]])('%s has no finding of AwsSolutions and Serverless', (_, props) => {
  const app = new App();
  makeJob({ ...props }, new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } }));
  expect(nagFindings(app, EVERYDAY_PACKS).filter(each => each.includes('/Job/'))).toEqual([]);
});

test.each([['a workflow', WORKFLOW], ['a direct call', DIRECT]])('%s keeps the replaced revision, which running executions and late calls may still start', (_, template) => {
  template.hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: 'Retain', DeletionPolicy: Match.absent() });
});

test('the replaced revision is deregistered with keepRevisions false', () => {
  jobTemplate({ keepRevisions: false }).hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: Match.absent() });
});

describe('an update', () => {
  const idsOf = (template: Template) => Object.entries(template.toJSON().Resources as Record<string, { Type: string }>).map(([id, { Type }]) => `${id} ${Type}`);
  const before = idsOf(jobTemplate());

  test.each<readonly [string, Make | Partial<ScheduledJobProps>]>([
    ['schedule', cron('cron(0 4 * * ? *)')],
    ['enabled', { enabled: false }],
    ['timeout and retries', workflow({ timeout: Duration.hours(1), retryAttempts: 5 })],
    ['capacity and fallback', { capacity: spot, ...workflow({ fallbackCapacity: Capacity.fargate() }) }],
  ])('of %s keeps the ids of all resources', (_, make) => { expect(idsOf(jobTemplate(make))).toEqual(before); });
});

describe('each property with a prop is one that the job sets', () => {
  const fargate = Capacity.fargate({ platformVersion: ecs.FargatePlatformVersion.LATEST });
  const every: Partial<ScheduledJobProps> = {
    schedule: ScheduleExpression.cron({ minute: '0', timeZone: TimeZone.ETC_UTC }),
    flexibleWindow: Duration.minutes(5),
    start: new Date('2030-01-01'),
    end: new Date('2031-01-01'),
    enableExecuteCommand: true,
  };
  const onFargate = jobTemplate(stack => ({ ...every, ...direct, capacity: fargate, scheduleGroup: new ScheduleGroup(stack, 'Jobs') }));
  const onLaunchType = jobTemplate({ ...direct, capacity: Capacity.fargateLaunchType() });
  const placed = jobTemplate(stack => {
    const cluster = clusterIn(stack);
    const options = { placementStrategies: [ecs.PlacementStrategy.randomly()], placementConstraints: [ecs.PlacementConstraint.distinctInstances()] };
    return { ...direct, cluster, capacity: Capacity.instances(addGroup(cluster), options) };
  });
  const has = (properties: unknown, path: string) =>
    path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], properties) !== undefined;

  test.each(Object.keys(SCHEDULED_JOB_PROPS[SCHEDULE]))('%s', path => {
    const schedules = [onFargate, onLaunchType, placed].flatMap(template => Object.values(template.findResources(SCHEDULE)));
    expect(schedules.some(({ Properties }) => has(Properties, path))).toBe(true);
  });
});
