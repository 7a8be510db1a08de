import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';

const ENVIRONMENTS = [
  ['in any account', undefined],
  ['in a known account', { account: '111122223333', region: 'eu-west-1' }],
] as const;

interface Place {
  readonly stack: Stack;
  readonly cluster: ecs.Cluster;
}

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1');
const FARGATE = new tasks.EcsFargateLaunchTarget({ platformVersion: ecs.FargatePlatformVersion.LATEST });
const INSTANCES = new tasks.EcsEc2LaunchTarget();

const RIGHT: Readonly<Record<string, (place: Place) => void>> = {
  'a scheduled Fargate task': ({ stack, cluster }) => {
    new patterns.ScheduledFargateTask(stack, 'Job', {
      cluster, schedule: events.Schedule.rate(Duration.hours(1)), scheduledFargateTaskImageOptions: { image: IMAGE },
    });
  },
  'an event rule with container overrides': place => { addRule(place, 'job'); },
  'a schedule of a Fargate task': ({ stack, cluster }) => {
    addSchedule(stack, new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition: fargateTask(stack) }));
  },
  'a schedule of a task on container instances': ({ stack, cluster }) => {
    addInstances(cluster);
    addSchedule(stack, new schedulerTargets.EcsRunEc2Task(cluster, { taskDefinition: taskOnInstances(stack) }));
  },
  'a task definition for Fargate on container instances': ({ stack, cluster }) => {
    addInstances(cluster);
    const schedule = addSchedule(stack, new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition: fargateTask(stack) }));
    (schedule.node.defaultChild as scheduler.CfnSchedule).addPropertyOverride('Target.EcsParameters.LaunchType', 'EC2');
    (schedule.node.defaultChild as scheduler.CfnSchedule).addPropertyDeletionOverride('Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp');
  },
  'a state machine with a Fargate task': place => { addMachine(place, FARGATE, fargateTask(place.stack)); },
  'a state machine that waits for a token': ({ stack, cluster }) => {
    const taskDefinition = fargateTask(stack);
    startWith(stack, new tasks.EcsRunTask(stack, 'Run', {
      cluster,
      taskDefinition,
      launchTarget: FARGATE,
      integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      containerOverrides: [{ containerDefinition: taskDefinition.defaultContainer!, environment: [{ name: 'TOKEN', value: sfn.JsonPath.taskToken }] }],
    }));
  },
  'a state machine with a task on container instances': place => {
    addInstances(place.cluster);
    addMachine(place, INSTANCES, taskOnInstances(place.stack));
  },
  'a state machine in JSONata': ({ stack, cluster }) => {
    const taskDefinition = fargateTask(stack);
    startWith(stack, tasks.EcsRunTask.jsonata(stack, 'Run', {
      cluster,
      taskDefinition,
      launchTarget: FARGATE,
      containerOverrides: [{ containerDefinition: taskDefinition.defaultContainer!, command: ['{% $states.input.command %}'] }],
    }));
  },
  'a state machine with a task for each item': ({ stack, cluster }) => {
    const run = new tasks.EcsRunTask(stack, 'Run', {
      cluster, taskDefinition: fargateTask(stack), launchTarget: FARGATE, integrationPattern: sfn.IntegrationPattern.RUN_JOB,
    });
    startWith(stack, new sfn.Map(stack, 'Each').itemProcessor(run));
  },
  'a state machine with a revision': ({ stack, cluster }) => {
    const taskDefinition = fargateTask(stack);
    startWith(stack, new tasks.EcsRunTask(stack, 'Run', { cluster, taskDefinition, launchTarget: FARGATE, revisionNumber: 3 }));
  },
};

const WRONG: Readonly<Record<string, readonly [readonly string[], (place: Place) => void]>> = {
  'a container outside the task definition': [
    ['container-overrides Properties.Targets.0.Input.containerOverrides.0.name'],
    place => { addRule(place, 'web'); },
  ],
  'a retired platform version': [
    ['platform-version Properties.DefinitionString.States.Run.Parameters.PlatformVersion'],
    place => {
      const retired = new tasks.EcsFargateLaunchTarget({ platformVersion: ecs.FargatePlatformVersion.VERSION1_2 });
      addMachine(place, retired, fargateTask(place.stack));
    },
  ],
  'a schedule without a launch type, in a cluster without instances': [
    ['task-definition-fits-launch-type Properties.Target.EcsParameters.LaunchType'],
    ({ stack, cluster }) => {
      const schedule = addSchedule(stack, new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition: fargateTask(stack) }));
      (schedule.node.defaultChild as scheduler.CfnSchedule).addPropertyDeletionOverride('Target.EcsParameters.LaunchType');
      (schedule.node.defaultChild as scheduler.CfnSchedule).addPropertyDeletionOverride('Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp');
    },
  ],
  'a task role that the CDK does not pass': [
    ['run-task-permissions Properties.Targets.0.RoleArn'],
    ({ stack, cluster }) => {
      addInstances(cluster);
      new patterns.ScheduledEc2Task(stack, 'Job', {
        cluster, schedule: events.Schedule.rate(Duration.hours(1)), scheduledEc2TaskImageOptions: { image: IMAGE, memoryLimitMiB: 256 },
      });
    },
  ],
};

describe.each(ENVIRONMENTS)('task runners have no findings %s', (_, env) => {
  test.each(Object.entries(RIGHT))('%s', (__, build) => { expect(findings(env, build)).toEqual([]); });
});

test.each(Object.entries(WRONG))('%s is reported', (_, [expected, build]) => { expect(findings(undefined, build)).toEqual(expected); });

function fargateTask(stack: Stack): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('job', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'job' }) });
  return task;
}

function taskOnInstances(stack: Stack): ecs.Ec2TaskDefinition {
  const task = new ecs.Ec2TaskDefinition(stack, 'Task');
  task.addContainer('job', { image: IMAGE, memoryLimitMiB: 256, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'job' }) });
  return task;
}

function addInstances(cluster: ecs.Cluster): void {
  cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.small') });
}

function addRule({ stack, cluster }: Place, containerName: string): void {
  const target = new eventTargets.EcsTask({ cluster, taskDefinition: fargateTask(stack), containerOverrides: [{ containerName, command: ['report'] }] });
  new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [target] });
}

function addSchedule(stack: Stack, target: scheduler.IScheduleTarget): scheduler.Schedule {
  return new scheduler.Schedule(stack, 'Schedule', { schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), target });
}

function addMachine({ stack, cluster }: Place, launchTarget: tasks.IEcsLaunchTarget, taskDefinition: ecs.TaskDefinition): void {
  startWith(stack, new tasks.EcsRunTask(stack, 'Run', { cluster, taskDefinition, launchTarget, integrationPattern: sfn.IntegrationPattern.RUN_JOB }));
}

function startWith(stack: Stack, state: sfn.IChainable): void {
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(state) });
}

/** The rule and the location. */
function findings(env: { readonly account: string; readonly region: string } | undefined, build: (place: Place) => void): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  const stack = new Stack(app, 'Jobs', { env });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), enableFargateCapacityProviders: true });
  build({ stack, cluster });
  const sources = app.synth().stacks.map(({ templateFile, stackName, template }) => (
    { name: templateFile, stackName, template: template as RawTemplate, ...env }));
  return validate(sources).map(({ rule, path }) => `${rule.id} ${path}`);
}
