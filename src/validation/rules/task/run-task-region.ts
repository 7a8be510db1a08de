import { inDifferentRegions, whereCalled, whereNamed } from '../../model/queries/task-region';
import { everyHour, runTaskCall, runTaskState } from '../../scenes/extras';
import { defineRule } from '../rule';

const US_CLUSTER = 'arn:aws:ecs:us-east-1:111122223333:cluster/shop';
const US_TASK = 'arn:aws:ecs:us-east-1:111122223333:task-definition/report:1';
const EU_TASK = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:1';

export default defineRule({
  title: 'A task is started in the Region and account of its cluster and task definition',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A task definition can run only on clusters of its own Region and account. EventBridge rejects other targets: "Region of the cluster does not match region of the task definition". A call of RunTask in another Region fails: "Identifier is for us-east-1. Your accessing region is eu-west-1".',
  fix: 'Create the rule, schedule, state machine or custom resource in the stack of the cluster, or set region of the AwsSdkCall. In CloudFormation: ARNs of one Region and account. To start tasks in another Region, send the event to an event bus there.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',

  subject: 'taskRunner',
  *check(runner) {
    const { starter, clusterPlace, taskDefinitionPlace, around } = runner;
    if (starter === undefined) { return; }
    const [cluster, task, call] = [whereNamed(clusterPlace), whereNamed(taskDefinitionPlace), whereCalled(runner)];
    if (inDifferentRegions(cluster, task)) {
      yield { location: taskDefinitionPlace.location, message: `the task definition is in ${task.region}, but the cluster is in ${cluster.region}` };
    } else if (cluster.account !== undefined && task.account !== undefined && cluster.account !== task.account) {
      yield { location: taskDefinitionPlace.location, message: `the task definition is in account ${task.account}, but the cluster is in account ${cluster.account}` };
    } else if (inDifferentRegions(call, { region: cluster.region ?? task.region }) && around.get('Credentials').isAbsent) {
      const [place, region, what] = cluster.region === undefined ? [taskDefinitionPlace, task.region, 'task definition'] : [clusterPlace, cluster.region, 'cluster'];
      yield {
        location: place.location,
        message: `the ${what} is in ${region}, but the call that starts the task goes to ${call.region}`,
        // AWS does not document the refusal for rules
        ...starter === 'rule' ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'a task definition of another Region': { Rule: everyHour({ TaskDefinitionArn: EU_TASK }, { Arn: US_CLUSTER }) },
    'a task definition of another account': { Rule: everyHour({ TaskDefinitionArn: EU_TASK }, { Arn: 'arn:aws:ecs:eu-west-1:999922223333:cluster/shop' }) },
    'a rule in another Region': { scene: 'a Fargate service in a known Region', change: { Rule: everyHour({ TaskDefinitionArn: US_TASK }, { Arn: US_CLUSTER }) } },
    'a state machine in another Region': { scene: 'a Fargate service in a known Region', change: { Machine: runTaskState({ TaskDefinition: 'report', Cluster: US_CLUSTER }) } },
    'a state machine in another Region than the task definition': {
      scene: 'a Fargate service in a known Region', change: { Machine: runTaskState({ TaskDefinition: US_TASK, Cluster: 'shop' }) },
    },
    'a custom resource that calls another Region': { Run: runTaskCall({ cluster: US_CLUSTER, taskDefinition: US_TASK }, { region: 'eu-west-1' }) },
    'the Region of the stack': {
      scene: 'a Fargate service in a known Region',
      change: { Machine: runTaskState({ TaskDefinition: US_TASK, Cluster: { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:cluster/shop' } }) },
    },
  },
  good: {
    'one Region': { Machine: runTaskState({ TaskDefinition: US_TASK, Cluster: US_CLUSTER }) },
    'names': { scene: 'a Fargate service in a known Region', change: { Machine: runTaskState({ TaskDefinition: 'report', Cluster: 'shop' }) } },
    'a custom resource that calls the Region of the cluster': {
      scene: 'a Fargate service in a known Region', change: { Run: runTaskCall({ cluster: US_CLUSTER, taskDefinition: US_TASK }, { region: 'us-east-1' }) },
    },
    'a state with a role of another account': {
      scene: 'a Fargate service in a known Region', change: { Machine: withCredentials(runTaskState({ TaskDefinition: US_TASK, Cluster: US_CLUSTER })) },
    },
    'a task set of a service': {
      scene: 'a Fargate service in a known Region',
      change: { Set: { Type: 'AWS::ECS::TaskSet', Properties: { Service: 'arn:aws:ecs:us-east-1:111122223333:service/shop/web', Cluster: US_CLUSTER, TaskDefinition: EU_TASK } } },
    },
  },
});

function withCredentials(machine: ReturnType<typeof runTaskState>) {
  const properties = machine.Properties as { readonly Definition: { readonly States: { readonly Run: object } } };
  const Run = { ...properties.Definition.States.Run, Credentials: { RoleArn: 'arn:aws:iam::999922223333:role/run' } };
  return { ...machine, Properties: { ...properties, Definition: { StartAt: 'Run', States: { Run } } } };
}
