import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Capacity, Deployment, EcsCluster, EcsClusterProps, EcsValidator, IsolatedSubnetEndpoints, Profile, ServiceConnect, WorkerService, WorkerServiceProps } from '../../../../src';
import { WORKER_SERVICE_PROPS } from '../../../../src/constructs/service/worker/worker-service-prop-table';
import { DependencyGraph } from '../../../support/dependency-graph';
import { onInstances } from '../../../support/instances';

const IMAGE = ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:1');
const QUEUE = 'AWS::SQS::Queue';
const ALARM = 'AWS::CloudWatch::Alarm';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const SERVICE = 'AWS::ECS::Service';
const TASK = 'AWS::ECS::TaskDefinition';
const TEN_SECONDS = { processingTime: Duration.seconds(10) };

type Props = Partial<WorkerServiceProps>;
type Given = Props | ((stack: Stack) => Props);

function stackIn(region: string | undefined = 'eu-west-1'): Stack { return new Stack(new App(), 'Stack', { env: { region } }); }

function clusterIn(stack: Stack, props: EcsClusterProps = {}): EcsCluster { return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props }); }

function workerIn(stack: Stack, given: Given = {}): WorkerService {
  const props = typeof given === 'function' ? given(stack) : given;
  return new WorkerService(stack, 'Worker', {
    cluster: props.cluster ?? clusterIn(stack), image: props.taskDefinition ? undefined : IMAGE, ...TEN_SECONDS, maxTasks: 10, ...props,
  });
}

function onManagedInstances(stack: Stack, props: Props): Props {
  const cluster = clusterIn(stack);
  return { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Pool')), ...props };
}

function templateOf(given: Given = {}): Template {
  const stack = stackIn();
  workerIn(stack, given);
  return Template.fromStack(stack);
}

/** The error of props that can never work. Nothing remains below the scope. */
function refusal(given: Given): string {
  const stack = stackIn();
  try {
    workerIn(stack, given);
  } catch (error) {
    expect(stack.node.tryFindChild('Worker')).toBeUndefined();
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

function tracking(template: Template): { TargetValue: number; CustomizedMetricSpecification: { Metrics: Record<string, unknown>[] } } {
  const [policy] = Object.values(template.findResources(POLICY, { Properties: { PolicyType: 'TargetTrackingScaling' } }));
  return policy.Properties.TargetTrackingScalingPolicyConfiguration;
}

/** The statements of resource policies that allow CloudWatch something. */
function statementsFor(template: Template, type: string): readonly Record<string, unknown>[] {
  return Object.values(template.findResources(type))
    .flatMap(({ Properties: { PolicyDocument, KeyPolicy } }) => (PolicyDocument ?? KeyPolicy).Statement as Record<string, unknown>[])
    .filter(({ Principal }) => JSON.stringify(Principal) === JSON.stringify({ Service: 'cloudwatch.amazonaws.com' }));
}

const plain = templateOf();
const full = templateOf(stack => ({
  minTasks: 0,
  taskProtection: true,
  longestProcessingTime: Duration.minutes(10),
  messagesPerTask: 5,
  otherQueues: { Refunds: { processingTime: Duration.seconds(20) } },
  alarmTopic: new sns.Topic(stack, 'OnCall'),
}));

describe('the queue', () => {
  test('is encrypted, and keeps messages four days', () => {
    plain.hasResourceProperties(QUEUE, { SqsManagedSseEnabled: true, MessageRetentionPeriod: 345_600, RedrivePolicy: Match.anyValue() });
  });

  test('has a dead-letter queue after three receives, which keeps messages 14 days', () => {
    plain.hasResourceProperties(QUEUE, {
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetter'), 'Arn'] }, maxReceiveCount: 3 },
    });
    plain.hasResourceProperties(QUEUE, { RedrivePolicy: Match.absent(), MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  });

  test('refuses requests without TLS, and so does the dead-letter queue', () => {
    plain.resourcePropertiesCountIs('AWS::SQS::QueuePolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
    }, 2);
  });

  test('accepts redrives from the named queue only', () => {
    templateOf({ queueName: 'orders' }).hasResourceProperties(QUEUE, {
      RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [{ 'Fn::Join': ['', Match.arrayWith([':orders'])] }] },
    });
  });

  test.each<[string, Props, number]>([
    ['30 seconds for short messages', { processingTime: Duration.seconds(1) }, 30],
    ['twice the longest processing time', { longestProcessingTime: Duration.seconds(100) }, 200],
    ['the stop timeout, if it is longer', { stopTimeout: Duration.seconds(110) }, 110],
    ['12 hours at most', { longestProcessingTime: Duration.hours(10), taskProtection: true }, 43_200],
    ['what is set', { visibilityTimeout: Duration.minutes(3) }, 180],
  ])('has a visibility timeout of %s', (_, props, VisibilityTimeout) => { templateOf(props).hasResourceProperties(QUEUE, { VisibilityTimeout }); });

  test('is FIFO with a FIFO dead-letter queue', () => {
    const template = templateOf({ fifo: true, contentBasedDeduplication: true, queueName: 'orders.fifo' });
    template.resourcePropertiesCountIs(QUEUE, { FifoQueue: true }, 2);
    template.hasResourceProperties(QUEUE, { QueueName: 'orders.fifo', ContentBasedDeduplication: true });
  });

  test('is encrypted with a given key, which the task role may use', () => {
    const template = templateOf(stack => ({ encryptionKey: new kms.Key(stack, 'Key') }));
    template.resourcePropertiesCountIs(QUEUE, { KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } }, 2);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt' })]) } });
  });

  test('with a new key stays readable, if the old one is granted until its messages are processed', () => {
    const stack = stackIn();
    const [oldKey, encryptionKey] = ['OldKey', 'NewKey'].map(id => new kms.Key(stack, id));
    oldKey.grantDecrypt(workerIn(stack, { encryptionKey }));
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const decrypted = statements.filter(({ Action }) => Action === 'kms:Decrypt').flatMap(({ Resource }) => Resource).map(each => JSON.stringify(each));
    const mayDecrypt = (key: kms.IKey) => decrypted.includes(JSON.stringify(stack.resolve(key.keyArn)));
    expect([oldKey, encryptionKey].map(mayDecrypt)).toEqual([true, true]);
  });

  test('is encrypted with the key of the regulated profile', () => {
    const template = templateOf(stack => ({ cluster: clusterIn(stack, { profile: Profile.regulated() }) }));
    template.resourcePropertiesCountIs(QUEUE, { KmsMasterKeyId: Match.anyValue() }, 2);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['sqs:ReceiveMessage']) })]) } });
  });

  test('keeps the logical ids of QueueProcessingFargateService, so that its messages stay', () => {
    const stack = stackIn();
    new patterns.QueueProcessingFargateService(stack, 'Worker', { vpc: new ec2.Vpc(stack, 'Vpc'), image: IMAGE });
    expect(Object.keys(plain.findResources(QUEUE)).sort()).toEqual(Object.keys(Template.fromStack(stack).findResources(QUEUE)).sort());
  });

  test('may exist already', () => {
    const template = templateOf(stack => ({ queue: sqs.Queue.fromQueueArn(stack, 'Orders', 'arn:aws:sqs:eu-west-1:111122223333:orders') }));
    template.resourceCountIs(QUEUE, 0);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['sqs:DeleteMessage']), Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' })]) },
    });
  });

  test('of this app brings its dead-letter queue', () => {
    const stack = stackIn();
    const deadLetters = new sqs.Queue(stack, 'Dead');
    const queue = new sqs.Queue(stack, 'Orders', { visibilityTimeout: Duration.minutes(1), deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 } });
    expect(workerIn(stack, { queue }).deadLetterQueue).toBe(deadLetters);
  });
});

describe('the tasks', () => {
  test('know the URLs of the queues', () => {
    const Environment = [{ Name: 'QUEUE_URL', Value: Match.anyValue() }, { Name: 'QUEUE_URL_REFUNDS', Value: Match.anyValue() }];
    full.hasResourceProperties(TASK, { ContainerDefinitions: [Match.objectLike({ Name: 'worker', Environment })] });
  });

  test('know it with an existing task definition too, whose container keeps its name', () => {
    const template = templateOf(stack => {
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
      taskDefinition.addContainer('app', { image: IMAGE });
      taskDefinition.obtainExecutionRole();
      return { taskDefinition };
    });
    template.hasResourceProperties(TASK, { ContainerDefinitions: [Match.objectLike({ Name: 'app', Environment: [Match.objectLike({ Name: 'QUEUE_URL' })] })] });
  });

  test.each<[string, Props, number]>([
    ['30 seconds for short messages', {}, 30],
    ['time for the longest message', { longestProcessingTime: Duration.seconds(90) }, 90],
    ['the maximum of Fargate for longer ones', { longestProcessingTime: Duration.minutes(10), taskProtection: true }, 120],
    ['what is set', { stopTimeout: Duration.seconds(45) }, 45],
  ])('have a stop timeout of %s', (_, props, StopTimeout) => {
    templateOf(props).hasResourceProperties(TASK, { ContainerDefinitions: [Match.objectLike({ StopTimeout })] });
  });

  test('may protect themselves, but only tasks of the cluster', () => {
    full.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
          Resource: { 'Fn::Join': ['', Match.arrayWith([':task/', { Ref: Match.stringLikeRegexp('^Cluster') }, '/*'])] },
        })]),
      },
    });
  });

  test('may not protect themselves by default', () => { expect(JSON.stringify(plain.toJSON())).not.toContain('UpdateTaskProtection'); });

  test('start when their role may receive messages, and lose it after they are stopped', () => {
    const graph = new DependencyGraph(plain.toJSON().Resources);
    const [service] = graph.ofType(SERVICE);
    const policies = Object.keys(plain.findResources('AWS::IAM::Policy', { Properties: { PolicyDocument: Match.objectLike({}) } })).filter(id => id.includes('TaskRole'));
    expect([...policies, ...graph.ofType(QUEUE)].map(each => graph.waitsFor(service, each))).toEqual([true, true, true]);
  });
});

describe('scaling', () => {
  test('tracks the acceptable backlog, and the last metric alone', () => {
    const { TargetValue, CustomizedMetricSpecification: { Metrics } } = tracking(full);
    expect(TargetValue).toBe(300);
    expect(Metrics.filter(({ ReturnData }) => ReturnData).map(({ Id }) => Id)).toEqual(['backlog']);
    expect(Metrics.find(({ Id }) => Id === 'waiting')).toMatchObject({ Expression: '(FILL(FILL(visible1, REPEAT), 0) + 2 * FILL(FILL(visible2, REPEAT), 0)) / tasks' });
  });

  test('keeps one task by default, and has no other policy', () => {
    plain.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 1, MaxCapacity: 10 });
    plain.resourceCountIs(POLICY, 1);
    plain.resourceCountIs(ALARM, 0);
  });

  test('leaves the desired count out, so that a deployment does not undo it', () => { plain.hasResourceProperties(SERVICE, { DesiredCount: Match.absent() }); });

  test.each([ecs.ContainerInsights.ENABLED, ecs.ContainerInsights.ENHANCED])('counts running tasks with Container Insights (%s)', containerInsights => {
    const { CustomizedMetricSpecification: { Metrics } } = tracking(templateOf(stack => ({ cluster: clusterIn(stack, { containerInsights }) })));
    expect(Metrics).toContainEqual(expect.objectContaining({
      Id: 'tasks', MetricStat: expect.objectContaining({ Metric: expect.objectContaining({ Namespace: 'ECS/ContainerInsights', MetricName: 'RunningTaskCount' }), Stat: 'Average' }),
    }));
  });

  test.each<[string, (stack: Stack) => ecs.ICluster]>([
    ['without Container Insights', stack => clusterIn(stack, { containerInsights: ecs.ContainerInsights.DISABLED })],
    ['on an imported cluster', stack => EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc') })],
  ])('counts the tasks that report their CPU utilization %s', (_, make) => {
    expect(tracking(templateOf(stack => ({ cluster: make(stack) }))).CustomizedMetricSpecification.Metrics).toContainEqual(expect.objectContaining({
      Id: 'tasks', MetricStat: expect.objectContaining({ Metric: expect.objectContaining({ Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' }), Stat: 'SampleCount' }),
    }));
  });

  test('waits between changes', () => {
    plain.hasResourceProperties(POLICY, { TargetTrackingScalingPolicyConfiguration: { ScaleOutCooldown: 180, ScaleInCooldown: 300 } });
    templateOf({ scaleOutCooldown: Duration.seconds(90), scaleInCooldown: Duration.minutes(20) })
      .hasResourceProperties(POLICY, { TargetTrackingScalingPolicyConfiguration: { ScaleOutCooldown: 90, ScaleInCooldown: 1200 } });
  });

  test('starts one task from zero, and never removes one with this policy', () => {
    full.hasResourceProperties(POLICY, {
      StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', Cooldown: 600, MetricAggregationType: 'Maximum', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] },
    });
    full.hasResourceProperties(ALARM, {
      Metrics: Match.arrayWith([Match.objectLike({ Expression: Match.stringLikeRegexp('^IF\\(FILL\\(FILL\\(tasks, REPEAT\\), 0\\) > 0, 0, FILL') })]),
      Threshold: 1,
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Wake') }],
    });
  });

  test('stops all tasks after ten minutes in which all queues are empty', () => {
    full.hasResourceProperties(POLICY, {
      StepScalingPolicyConfiguration: { AdjustmentType: 'ExactCapacity', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 0 }] },
    });
    full.hasResourceProperties(ALARM, {
      Metrics: Match.arrayWith([Match.objectLike({ Expression: Match.stringLikeRegexp('inProcess2, 0\\) \\+ FILL\\(received2, 0\\) > 0, 0, 1\\), 0\\)$') })]),
      Threshold: 1,
      EvaluationPeriods: 10,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Sleep') }],
    });
  });

  test('counts received messages to find that a queue is in use', () => {
    full.hasResourceProperties(ALARM, {
      Metrics: Match.arrayWith([Match.objectLike({ Id: 'received2', MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName: 'NumberOfMessagesReceived' }), Stat: 'Sum' }) })]),
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Sleep') }],
    });
  });

  test('does not exist with as many tasks at most as at least', () => {
    const template = templateOf({ minTasks: 3, maxTasks: 3 });
    template.resourceCountIs(POLICY, 0);
    template.hasResourceProperties(SERVICE, { DesiredCount: 3 });
  });

  test('has the facet of the service, for schedules', () => {
    const stack = stackIn();
    const worker = workerIn(stack);
    expect(worker.scaling?.taskCount).toBeDefined();
    expect(() => worker.autoScale({ maxTasks: 3 })).toThrow('autoScale was called before');
  });
});

describe('alarms', () => {
  test('watch the age of messages and the dead letters of each queue, and notify the topic', () => {
    const AlarmActions = [{ Ref: Match.stringLikeRegexp('^OnCall') }];
    full.hasResourceProperties(ALARM, { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 2400, EvaluationPeriods: 5, TreatMissingData: 'notBreaching', AlarmActions });
    full.hasResourceProperties(ALARM, { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 1820, AlarmActions });
    full.resourcePropertiesCountIs(ALARM, {
      MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 0, AlarmActions, Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetter'), 'QueueName'] } }],
    }, 2);
  });

  test('allow the goal and the longest message while a task always runs, and the time to wake otherwise', () => {
    const alarmed = (props: Props) => templateOf(stack => ({ ...props, alarmTopic: new sns.Topic(stack, 'OnCall') }));
    const age = (Threshold: number, AlarmDescription: string) => ({ MetricName: 'ApproximateAgeOfOldestMessage', Threshold, AlarmDescription: Match.stringLikeRegexp(AlarmDescription) });
    alarmed({}).hasResourceProperties(ALARM, age(610, 'time; Stack/Worker$'));
    alarmed({ minTasks: 0 }).hasResourceProperties(ALARM, age(1810, 'time and the time to wake; Stack/Worker$'));
  });

  test.each<[string, (stack: Stack) => sns.TopicProps]>([
    ['with a policy that requires TLS', () => ({ enforceSSL: true })],
    ['with a key', stack => ({ masterKey: new kms.Key(stack, 'TopicKey') })],
  ])('may notify a topic %s, of several queues too', (_, topicProps) => {
    const template = templateOf(stack => ({
      otherQueues: { Refunds: TEN_SECONDS }, alarmTopic: new sns.Topic(stack, 'OnCall', topicProps(stack)),
    }));
    expect(statementsFor(template, 'AWS::SNS::TopicPolicy')).toEqual([expect.objectContaining({
      Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: expect.stringMatching(/^OnCall/) }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })]);
    const keys = Object.keys(template.findResources('AWS::KMS::Key'));
    expect(statementsFor(template, 'AWS::KMS::Key').map(({ Action }) => Action)).toEqual(keys.map(() => ['kms:Decrypt', 'kms:GenerateDataKey*']));
  });

  test('of a long path have a description that CloudWatch accepts', () => {
    const stack = stackIn();
    const inner = Array.from({ length: 10 }).reduce<Construct>(scope => new Construct(scope, 'x'.repeat(120)), stack);
    const { ageAlarm, deadLetterAlarm } = new WorkerService(inner, 'Worker', {
      cluster: clusterIn(stack), image: IMAGE, ...TEN_SECONDS, maxTasks: 10, alarmTopic: new sns.Topic(stack, 'OnCall'),
    }).firstQueue;
    const descriptions = [ageAlarm, deadLetterAlarm].map(alarm => (alarm?.node.defaultChild as cloudwatch.CfnAlarm).alarmDescription);
    expect(descriptions.map(text => [text?.length, text?.slice(-2)])).toEqual([[1024, 'x…'], [1024, 'x…']]);
  });

  test('have no dead-letter queue to watch if an existing queue has none', () => {
    const stack = stackIn();
    const { firstQueue } = workerIn(stack, { queue: new sqs.Queue(stack, 'Orders'), alarmTopic: new sns.Topic(stack, 'OnCall') });
    expect([firstQueue.ageAlarm === undefined, firstQueue.deadLetterAlarm]).toEqual([false, undefined]);
  });
});

describe('metrics', () => {
  const stack = stackIn();
  const worker = workerIn(stack);

  test('of the queue have its name', () => {
    const metrics = [worker.firstQueue.metricVisibleMessages(), worker.firstQueue.metricMessagesInProcess(), worker.firstQueue.metricOldestMessageAge({ statistic: 'Average' })];
    expect(metrics.map(({ metricName, statistic }) => [metricName, statistic])).toEqual([
      ['ApproximateNumberOfMessagesVisible', 'Maximum'], ['ApproximateNumberOfMessagesNotVisible', 'Maximum'], ['ApproximateAgeOfOldestMessage', 'Average'],
    ]);
    expect(new Set(metrics.map(({ dimensions }) => dimensions?.QueueName))).toEqual(new Set([worker.queue.queueName]));
  });

  test('of the backlog divide by running tasks', () => {
    const { expression, usingMetrics, label } = worker.metricBacklogPerTask({ label: 'Orders' });
    expect([expression, Object.keys(usingMetrics), label]).toEqual(['(FILL(FILL(visible1, REPEAT), 0)) / tasks', ['visible1', 'tasks'], 'Orders']);
  });
});

describe('refusals', () => {
  test.each<[string, Given, string]>([
    ['a visibility timeout below the processing time', { visibilityTimeout: Duration.seconds(5) }, 'visibilityTimeout (5 seconds) must not be below longestProcessingTime (10 seconds)'],
    ['a queue of the app with a short visibility timeout', stack => ({ queue: new sqs.Queue(stack, 'Q'), longestProcessingTime: Duration.minutes(1) }), "visibilityTimeout of queue ('Stack/Q') (30 seconds) must not be below longestProcessingTime (60 seconds)"],
    ['a visibility timeout above 12 hours', { visibilityTimeout: Duration.hours(13) }, 'visibilityTimeout (46800 seconds) must be a whole number from 0 to 43200 seconds'],
    ['a stop timeout below the processing time', { stopTimeout: Duration.seconds(5) }, 'longestProcessingTime (10 seconds) is longer than stopTimeout (5 seconds, at most 120 on Fargate)'],
    ['messages longer than the stop timeout of Fargate', { longestProcessingTime: Duration.minutes(3) }, 'set taskProtection to true'],
    ['a message longer than 12 hours', { longestProcessingTime: Duration.hours(13), taskProtection: true }, 'longestProcessingTime (46800 seconds) must not be above 43200 seconds'],
    ['a longest time below the average', { longestProcessingTime: Duration.seconds(1) }, 'longestProcessingTime (1 seconds) must not be below processingTime (10 seconds)'],
    ['no processing time', { processingTime: Duration.seconds(0) }, 'processingTime (0 seconds) must be above 0'],
    ['no latency goal', { latencyGoal: Duration.seconds(0) }, 'latencyGoal (0 seconds) must be above 0'],
    ['a goal that no number of tasks meets', { latencyGoal: Duration.seconds(4) }, 'latencyGoal (4 seconds) cannot be met: a task takes a message every 10 seconds'],
    ['a goal that waking does not meet', { minTasks: 0, latencyGoal: Duration.minutes(2) }, 'latencyGoal (120 seconds) cannot be met with minTasks 0'],
    ['a retention of dead letters below that of the queue', { deadLetterRetention: Duration.days(1) }, 'deadLetterRetention (86400 seconds) must not be below retentionPeriod (345600 seconds)'],
    ['a retention above 14 days', { retentionPeriod: Duration.days(15) }, 'retentionPeriod (1296000 seconds) must be a whole number from 60 to 1209600'],
    ['a receive count of 0', { maxReceiveCount: 0 }, 'maxReceiveCount (0) must be a whole number from 1 to 1000'],
    ['a FIFO name without the suffix', { fifo: true, queueName: 'orders' }, "queueName ('orders') must be"],
    ['a standard name with the suffix', { queueName: 'orders.fifo' }, "queueName ('orders.fifo') must be"],
    ['deduplication without FIFO', { contentBasedDeduplication: true }, 'contentBasedDeduplication requires a FIFO queue'],
    ['props of a new queue beside an existing one', stack => ({ queue: new sqs.Queue(stack, 'Q'), fifo: false, maxReceiveCount: 3 }), 'fifo, maxReceiveCount cannot be combined with queue'],
    ['another object as a queue', stack => ({ queue: new sns.Topic(stack, 'T') as never }), "queue ('Stack/T') must be an SQS queue"],
    ['a queue in another Region', stack => ({ queue: sqs.Queue.fromQueueArn(stack, 'Q', 'arn:aws:sqs:us-east-1:111122223333:orders') }), "queue ('Stack/Q') is in us-east-1"],
    ['a name of a queue with a hyphen', { otherQueues: { 're-funds': TEN_SECONDS } }, "otherQueues: 're-funds' must be letters and digits"],
    ['two queues with the same variable', { otherQueues: { Refunds: TEN_SECONDS, refunds: TEN_SECONDS } }, 'two queues have the environment variable QUEUE_URL_REFUNDS'],
    ['a variable that is set already', { environment: { QUEUE_URL: 'https://example.com' } }, 'QUEUE_URL is set to the URL of a queue'],
    ['a problem of a further queue, with its name', { otherQueues: { Refunds: { ...TEN_SECONDS, maxReceiveCount: 0 } } }, "otherQueues 'Refunds': maxReceiveCount (0)"],
    ['more queues than a metric can read', { otherQueues: { A: TEN_SECONDS, B: TEN_SECONDS, C: TEN_SECONDS, D: TEN_SECONDS } }, 'otherQueues has 4 queues, and a metric of scaling can read at most 4 queues in all'],
    ['more queues than the alarm to sleep can read', { minTasks: 0, otherQueues: { A: TEN_SECONDS, B: TEN_SECONDS, C: TEN_SECONDS } }, 'at most 3 queues in all with minTasks 0; set minTasks to 1'],
    ...[2, '2s'].map((value): [string, Given, string] => [
      `a processing time ${typeof value}`, { processingTime: value as never }, 'must be a Duration, such as Duration.seconds(30)',
    ]),
    ['a missing processing time', { processingTime: undefined }, 'processingTime is required and must be a Duration'],
    ['a further queue without a processing time', { otherQueues: { A: {} as never } }, "otherQueues 'A': processingTime is required and must be a Duration"],
    ['a further queue that is undefined', { otherQueues: { A: undefined as never } }, "otherQueues 'A': processingTime is required and must be a Duration"],
    ['a missing maximum, and nothing about the minimum', { maxTasks: undefined }, '[Stack/Worker] maxTasks is required; set it to the largest number of tasks'],
    ['a number as a cooldown', { scaleInCooldown: 300 as never }, 'scaleInCooldown (300) must be a Duration'],
    ['half a second as a cooldown', { scaleOutCooldown: Duration.millis(500) }, 'scaleOutCooldown (0.5 seconds) must be a whole number of at least 0 seconds'],
    ['half a second as a visibility timeout', { visibilityTimeout: Duration.millis(45_500) }, 'visibilityTimeout (45.5 seconds) must be a whole number'],
    ['text as a key', { encryptionKey: 'alias/x' as never }, "encryptionKey ('alias/x') must be a KMS key"],
    ['a key of another Region', stack => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:us-east-1:111122223333:key/a') }), "encryptionKey ('Stack/K') is in us-east-1"],
    ['text as a topic', { alarmTopic: 'arn:aws:sns:eu-west-1:111122223333:ops' as never }, "alarmTopic ('arn:aws:sns:eu-west-1:111122223333:ops') must be an SNS topic"],
    ['a topic of another Region', stack => ({ alarmTopic: sns.Topic.fromTopicArn(stack, 'T', 'arn:aws:sns:us-east-1:111122223333:ops') }), "alarmTopic ('Stack/T') is in us-east-1"],
    ['a topic with the key of SNS', stack => ({ alarmTopic: new sns.Topic(stack, 'T', { masterKey: kms.Alias.fromAliasName(stack, 'A', 'alias/aws/sns') }) }), 'is encrypted with alias/aws/sns, which alarms cannot use'],
    ['a minimum that is known at deployment', { minTasks: Lazy.number({ produce: () => 0 }) }, 'minTasks must be known at synthesis'],
    ['messages per task that are known at deployment', { messagesPerTask: Lazy.number({ produce: () => 1 }) }, 'messagesPerTask must be known at synthesis'],
    ['a retention below the receives and the goal', { retentionPeriod: Duration.minutes(1) }, 'retentionPeriod (60 seconds) must not be below 690 seconds, or SQS deletes messages before they are in the dead-letter queue'],
    ['a retention below the goal', { latencyGoal: Duration.days(5) }, 'retentionPeriod (345600 seconds) must not be below 432090 seconds'],
    ['more receives than the retention allows', { visibilityTimeout: Duration.hours(12), maxReceiveCount: 1000 }, 'for each of maxReceiveCount (1000) receives; raise it, up to 1209600 seconds, or lower one of the others'],
    ['the same queue twice', stack => {
      const queue = new sqs.Queue(stack, 'Q');
      return { queue, otherQueues: { A: { ...TEN_SECONDS, queue } } };
    }, "queue ('Stack/Q') is there twice; remove it from otherQueues"],
    ['the dead-letter queue of its queue', stack => {
      const queue = new sqs.Queue(stack, 'Dead');
      return { queue: new sqs.Queue(stack, 'Q', { deadLetterQueue: { queue, maxReceiveCount: 3 } }), otherQueues: { A: { ...TEN_SECONDS, queue } } };
    }, "queue ('Stack/Dead') is the dead-letter queue of another queue of this service"],
    ['two queues of one name', { queueName: 'orders', otherQueues: { A: { ...TEN_SECONDS, queueName: 'orders' } } }, "queueName ('orders') is the name of two queues"],
    ['a deployment that can never replace the only task', { deployment: Deployment.rolling({ maxHealthyPercent: 150 }) }, 'no task can be replaced at a desired count of 1'],
    ['no messages per task', { messagesPerTask: 0 }, 'messagesPerTask (0) must be a whole number of at least 1'],
    ['more messages in process than SQS allows', { maxTasks: 1000, messagesPerTask: 200 }, 'maxTasks (1000) with messagesPerTask (200) process 200000 messages'],
    ['a minimum above the maximum', { minTasks: 11 }, 'minTasks (11) must not be above maxTasks (10)'],
    ['scaling on external instances', { capacity: Capacity.external() }, '] services on external instances cannot scale; set a fixed number of tasks; set minTasks to maxTasks (10) for a service that does not scale'],
    ['scaling with an external controller', { deployment: Deployment.external() }, 'set minTasks to maxTasks (10)'],
    ['an unknown processing time', { processingTime: Duration.seconds(Lazy.number({ produce: () => 1 })) }, 'must be known at synthesis'],
  ])('of %s', (_, given, message) => { expect(refusal(given)).toContain(message); });

  test('of a worker without props name what is required', () => {
    expect(() => new WorkerService(stackIn(), 'Worker', undefined as never)).toThrow(/^\[Stack\/Worker\] cluster is required .*; maxTasks is required.*; processingTime is required/);
  });

  test('of a queue of another account', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '444455556666' } });
    const queue = sqs.Queue.fromQueueArn(stack, 'Q', 'arn:aws:sqs:eu-west-1:111122223333:orders');
    expect(() => workerIn(stack, { queue })).toThrow("queue ('Stack/Q') is in account 111122223333, and scaling reads metrics of its own account only");
  });

  test('of a wrong retention name it once', () => { expect(refusal({ retentionPeriod: Duration.days(15) })).not.toContain('deadLetterRetention'); });

  test('name the construct', () => { expect(refusal({ maxReceiveCount: 0 })).toMatch(/^\[Stack\/Worker\] /); });
});

describe('the validator reports nothing', () => {
  const isolated = (stack: Stack) => new EcsCluster(stack, 'Cluster', {
    vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }),
  });

  test.each<[string, Given]>([
    ['by default', {}],
    ['from zero, with several queues, alarms and protection', stack => ({
      minTasks: 0, taskProtection: true, longestProcessingTime: Duration.hours(1), otherQueues: { Refunds: TEN_SECONDS }, alarmTopic: new sns.Topic(stack, 'T'),
    })],
    ['on Fargate Spot', { capacity: Capacity.fargateSpot() }],
    ['on instances in network mode bridge', onInstances({ networkMode: ecs.NetworkMode.BRIDGE })],
    ['on instances in network mode host', onInstances({ networkMode: ecs.NetworkMode.HOST })],
    ['on Managed Instances, from zero', stack => onManagedInstances(stack, { minTasks: 0 })],
    ['on Managed Instances, with a fixed number of tasks', stack => onManagedInstances(stack, { minTasks: 3, maxTasks: 3 })],
    ['on external instances, with a fixed number of tasks', { capacity: Capacity.external(), minTasks: 3, maxTasks: 3 }],
    ['with Service Connect', stack => ({
      cluster: clusterIn(stack, { defaultCloudMapNamespace: { name: 'shop.local' } }), serviceConnect: ServiceConnect.client(),
    })],
    ['in the regulated profile', stack => ({ cluster: clusterIn(stack, { profile: Profile.regulated() }), taskProtection: true, user: '1000', readonlyRootFilesystem: true })],
    ['in isolated subnets', stack => ({
      cluster: isolated(stack), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE,
    })],
  ])('%s', (_, given) => {
    const stack = stackIn();
    workerIn(stack, given);
    expect(EcsValidator.findings(stack.node.root as App)).toEqual([]);
  });
});

test.each<[string, Given, object]>([
  ['Managed Instances', stack => onManagedInstances(stack, { minTasks: 3, maxTasks: 3 }), { CapacityProviderStrategy: [Match.objectLike({ CapacityProvider: Match.anyValue() })] }],
  ['external instances', { capacity: Capacity.external(), minTasks: 3, maxTasks: 3 }, { LaunchType: 'EXTERNAL', NetworkConfiguration: Match.absent() }],
])('a fixed number of tasks on %s has the queue and no scaling', (_, given, placement) => {
  const template = templateOf(given);
  template.hasResourceProperties(SERVICE, { DesiredCount: 3, ...placement });
  template.hasResourceProperties(TASK, { ContainerDefinitions: [Match.objectLike({ Environment: [{ Name: 'QUEUE_URL', Value: { Ref: Match.stringLikeRegexp('Queue') } }] })] });
  template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['sqs:ReceiveMessage']) })]) } });
  for (const type of [POLICY, 'AWS::ApplicationAutoScaling::ScalableTarget', ALARM]) { template.resourceCountIs(type, 0); }
});

test('tasks in isolated subnets get an endpoint for SQS', () => {
  const template = templateOf(stack => ({
    cluster: new EcsCluster(stack, 'Cluster', {
      vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }),
    }),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE,
  }));
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.sqs', PrivateDnsEnabled: true });
});

describe('updates', () => {
  /** The resources of the default worker that a prop changes, without the hash of their logical ids. */
  function changedBy(props: Props): string[] {
    const [before, after] = [plain, templateOf(props)].map(template => template.toJSON().Resources as Record<string, unknown>);
    return Object.keys(before).filter(id => JSON.stringify(before[id]) !== JSON.stringify(after[id])).map(id => id.replace(/[0-9A-F]{8}$/, '')).sort();
  }

  test.each<[string, Props, string[]]>([
    ['a further queue', { otherQueues: { Refunds: TEN_SECONDS } }, ['WorkerServiceTaskCountTargetBacklog', 'WorkerTaskDef', 'WorkerTaskDefTaskRoleDefaultPolicy']],
    ['a new latency goal', { latencyGoal: Duration.minutes(20) }, ['WorkerServiceTaskCountTargetBacklog']],
    ['a longer message', { longestProcessingTime: Duration.seconds(100) }, ['WorkerEcsProcessingQueue', 'WorkerTaskDef']],
    ['scaling to zero', { minTasks: 0 }, ['WorkerServiceTaskCountTarget']],
    ['another maximum', { maxTasks: 20 }, ['WorkerServiceTaskCountTarget']],
  ])('%s changes no other resource', (_, props, changed) => { expect(changedBy(props)).toEqual(changed); });
});

describe('each property with a prop is one that the construct sets', () => {
  const all = [
    templateOf(stack => ({ fifo: true, contentBasedDeduplication: true, queueName: 'orders.fifo', encryptionKey: new kms.Key(stack, 'Key') })),
    templateOf({ minTasks: 3, maxTasks: 3 }),
  ];
  const rows = [QUEUE, POLICY, 'AWS::ApplicationAutoScaling::ScalableTarget'].flatMap(type => Object.keys(WORKER_SERVICE_PROPS[type]).map(path => [type, path] as const));

  test.each(rows)('%s %s', (type, path) => {
    const resources = all.flatMap(template => Object.values(template.findResources(type)));
    const read = (value: unknown) => path.split('.').reduce((each, step) => (each as Record<string, unknown> | undefined)?.[step], value);
    expect(resources.some(({ Properties }) => read(Properties) !== undefined)).toBe(true);
  });
});
