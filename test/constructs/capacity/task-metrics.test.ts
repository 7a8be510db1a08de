import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Capacity, CapacityType, EcsCluster, EcsClusterProps, EcsValidator, Profile, TaskMetrics, TaskMetricsProps } from '../../../src';
import { ALL_PACKS, EVERYDAY_PACKS, nagFindings } from '../../support/nag';

const FILTER = 'AWS::Logs::MetricFilter';
const CLUSTER_ARN = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Cluster'), 'Arn'] };

interface Place {
  readonly stack: Stack;
  readonly cluster: EcsCluster;
}

function place(props: EcsClusterProps = {}): Place {
  const stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Stack', { env: { region: 'eu-west-1' } });
  return { stack, cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props }) };
}

function counted(props?: TaskMetricsProps, clusterProps?: EcsClusterProps): Template {
  const { stack, cluster } = place(clusterProps);
  cluster.countTasks(props);
  return Template.fromStack(stack);
}

let template: Template;

beforeAll(() => { template = counted(); });

test('a cluster does not count tasks by default', () => {
  Template.fromStack(place().stack).resourceCountIs('AWS::Events::Rule', 0);
});

test('the tasks of this cluster are counted when they run and when they have stopped', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      'detail': {
        clusterArn: [CLUSTER_ARN],
        lastStatus: ['RUNNING', 'STOPPED'],
        desiredStatus: ['RUNNING', 'STOPPED'],
      },
    },
    Targets: [Match.objectLike({ Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:', { Ref: 'AWS::AccountId' }, ':log-group:', { Ref: Match.anyValue() }]] } })],
  });
});

describe('the policy with which EventBridge writes to the log group', () => {
  const policyOf = (source: Template) => {
    const [{ Properties }] = Object.values(source.findResources('AWS::Logs::ResourcePolicy')) as { Properties: { PolicyName: unknown; PolicyDocument: object } }[];
    return Properties;
  };
  const statements = () => {
    const { 'Fn::Join': [, parts] } = policyOf(template).PolicyDocument as { 'Fn::Join': [string, (string | object)[]] };
    const text = parts.map(each => typeof each === 'string' ? each : (each as { 'Fn::GetAtt': string[] })['Fn::GetAtt'].join('.')).join('');
    return (JSON.parse(text) as { Statement: object[] }).Statement;
  };
  const principal = { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] };
  const resource = expect.stringMatching(/LogGroup.*[.]Arn/) as string;

  test('is for this rule and log group only, without a custom resource', () => {
    expect(statements()).toContainEqual({
      Effect: 'Allow',
      Principal: principal,
      Action: 'logs:PutLogEvents',
      Resource: resource,
      Condition: { ArnEquals: { 'aws:SourceArn': expect.stringMatching(/Rule.*[.]Arn/) as string } },
    });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('allows log streams without the ARN of the rule, which that call does not have', () => {
    expect(statements()).toContainEqual({ Effect: 'Allow', Principal: principal, Action: 'logs:CreateLogStream', Resource: resource });
    expect(statements()).toHaveLength(2);
  });

  test('has the name of the stack in its name, because it belongs to the account and the Region', () => {
    expect(policyOf(template).PolicyName).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, expect.stringMatching(/^-.+TaskMetrics.*$/)]] });
  });

  test('has another name for each cluster of a stack', () => {
    const { stack, cluster } = place();
    cluster.countTasks();
    new EcsCluster(stack, 'Other', { vpc: cluster.vpc }).countTasks();
    const names = Object.values(Template.fromStack(stack).findResources('AWS::Logs::ResourcePolicy')).map(({ Properties }) => JSON.stringify((Properties as { PolicyName: object }).PolicyName));
    expect(new Set(names).size).toBe(2);
  });
});

test.each([
  ['TasksStarted', 'RUNNING', 'LaunchType', 'launchType'],
  ['TasksStarted', 'RUNNING', 'CapacityProvider', 'capacityProviderName'],
  ['TasksStopped', 'STOPPED', 'LaunchType', 'launchType'],
  ['TasksStopped', 'STOPPED', 'CapacityProvider', 'capacityProviderName'],
])('%s counts events with the status %s by %s', (MetricName, status, dimension, field) => {
  template.hasResourceProperties(FILTER, {
    FilterPattern: `{ ($.detail.lastStatus = "${status}") && ($.detail.desiredStatus = "${status}") && ($.detail.${field} = "*") }`,
    MetricTransformations: [{
      MetricNamespace: 'ECS/TaskEvents',
      MetricName,
      MetricValue: '1',
      Unit: 'Count',
      Dimensions: [{ Key: 'ClusterArn', Value: '$.detail.clusterArn' }, { Key: dimension, Value: `$.detail.${field}` }],
    }],
  });
});

test.each<[string, TaskMetricsProps | undefined, EcsClusterProps, number]>([
  ['a week', undefined, {}, 7],
  ['the given time', { logRetention: logs.RetentionDays.THREE_MONTHS }, {}, 90],
  ['a year in the regulated profile', undefined, { profile: Profile.regulated() }, 365],
])('events are kept for %s', (_, props, clusterProps, days) => {
  const resources = counted(props, clusterProps).findResources('AWS::Logs::LogGroup');
  const [[, { Properties }]] = Object.entries(resources).filter(([id]) => id.includes('TaskMetrics'));
  expect(Properties).toEqual({ RetentionInDays: days, ...(clusterProps.profile ? { KmsKeyId: expect.anything() } : {}) });
});

describe('a metric', () => {
  const metricOf = (get: (metrics: TaskMetrics, made: Place) => cloudwatch.Metric) => {
    const made = place();
    const { namespace, metricName, dimensions, statistic, period } = get(made.cluster.countTasks(), made);
    return made.stack.resolve({ namespace, metricName, dimensions, statistic, seconds: period.toSeconds() });
  };
  const sum = { namespace: 'ECS/TaskEvents', statistic: 'Sum', seconds: 300 };
  const ClusterArn = { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] };

  test.each<[CapacityType, string]>([
    [CapacityType.FARGATE, 'FARGATE'], [CapacityType.INSTANCES, 'EC2'], [CapacityType.MANAGED_INSTANCES, 'MANAGED_INSTANCES'], [CapacityType.EXTERNAL, 'EXTERNAL'],
  ])('of %s has the launch type %s', (type, LaunchType) => {
    const dimensions = { ClusterArn, LaunchType };
    expect(metricOf(metrics => metrics.metricTasksStarted(type))).toEqual({ ...sum, metricName: 'TasksStarted', dimensions });
    expect(metricOf(metrics => metrics.metricTasksStopped(type))).toEqual({ ...sum, metricName: 'TasksStopped', dimensions });
  });

  test('of Fargate Spot has its capacity provider', () => {
    const dimensions = { ClusterArn, CapacityProvider: 'FARGATE_SPOT' };
    expect(metricOf(metrics => metrics.metricTasksStartedOn(Capacity.fargateSpot()))).toEqual({ ...sum, metricName: 'TasksStarted', dimensions });
    expect(metricOf(metrics => metrics.metricTasksStoppedOn(Capacity.fargateSpot()))).toEqual({ ...sum, metricName: 'TasksStopped', dimensions });
  });

  test('of a group of instances refers to its capacity provider', () => {
    expect(metricOf((metrics, { cluster }) => {
      const group = cluster.addInstances('Gpu', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2 });
      return metrics.metricTasksStartedOn(Capacity.instances(group));
    })).toEqual({ ...sum, metricName: 'TasksStarted', dimensions: { ClusterArn, CapacityProvider: { Ref: expect.stringMatching(/^ClusterGpu/) } } });
  });

  test('has the given statistic', () => {
    expect(metricOf(metrics => metrics.metricTasksStarted(CapacityType.EXTERNAL, { statistic: 'max' })).statistic).toBe('Maximum');
  });

  test.each<[string, (metrics: TaskMetrics) => unknown, string]>([
    ['several capacity providers', metrics => metrics.metricTasksStartedOn(Capacity.fargateAndSpot()),
      '[Stack/Cluster/TaskMetrics] metricTasksStartedOn: capacity (Fargate: FARGATE, FARGATE_SPOT) must have one capacity provider, and it has 2; call it for each of them'],
    ['a launch type', metrics => metrics.metricTasksStoppedOn(Capacity.external()),
      'metricTasksStoppedOn: capacity (ECS Anywhere) must have one capacity provider, and it has 0; use the metric of its CapacityType'],
  ])('is refused for %s', (_, get, message) => {
    expect(() => get(place().cluster.countTasks())).toThrow(message);
  });
});

test('tasks are counted once', () => {
  const { cluster } = place();
  cluster.countTasks();
  expect(() => cluster.countTasks()).toThrow('[Stack/Cluster] countTasks was called before; use the TaskMetrics that it returned');
});

test.each<[string, EcsClusterProps, Parameters<typeof nagFindings>[1]]>([
  ['standard', {}, EVERYDAY_PACKS],
  ['regulated', { profile: Profile.regulated() }, ALL_PACKS],
])('the %s profile has no findings with it', (_, props, packs) => {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false } });
  new EcsCluster(new Stack(app, 'Stack'), 'Cluster', props).countTasks();
  expect(EcsValidator.findings(app).map(({ message }) => message)).toEqual([]);
  expect(nagFindings(app, packs)).toEqual([]);
});
