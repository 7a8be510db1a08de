import { COMPUTE_NAMES, Compute, INCOMPATIBLE } from '../../../facts/compute';
import { own } from '../../../facts/own';
import type { Verdict } from '../../../facts/verdict';
import { ExpressService } from '../../model/entities/express-service';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Node } from '../../model/evaluation/node';
import { everyHour, runTaskState } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Tasks run on compute that their task definition supports',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS does not run a task definition for EC2 on Fargate. Without a launch type, a capacity provider strategy and a default strategy of the cluster, ECS places the tasks on EC2, which needs container instances in the cluster.',
  fix: 'Create the task definition with a compatibility that includes the compute (`compatibility: ecs.Compatibility.EC2_AND_FARGATE`), or choose the compute with `capacity` of ContainerService, `FargateService` or `capacityProviderStrategies`. In CloudFormation: RequiresCompatibilities, LaunchType or CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'taskRunner',
  *check(runner) {
    const { compute: { known: compute }, taskDefinition: task, decidesWhere } = runner;
    if (!decidesWhere || !task || compute === undefined || !knowsCompatibilities(task)) { return; }
    const verdicts = task.compatibilities.texts.map(listed => verdictOf(compute, listed));
    if (verdicts.every(verdict => verdict !== undefined)) { yield incompatible(runner, task, compute, verdicts); }
    if (compute === 'EC2') { yield* withoutInstances(runner, task); }
  },

  scene: 'a Fargate service',
  bad: {
    'a task definition for EC2': { Task: { RequiresCompatibilities: ['EC2'] } },
    'a default strategy on Fargate': {
      scene: 'a service on a capacity provider',
      change: {
        Service: { CapacityProviderStrategy: undefined },
        Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] },
      },
    },
    'a task definition for Managed Instances': { Task: { RequiresCompatibilities: ['MANAGED_INSTANCES'] } },
    'a task definition for Fargate on ECS Anywhere': { Service: { LaunchType: 'EXTERNAL' } },
    'a capacity provider strategy': { scene: 'a service on a capacity provider', change: { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } } },
    'no launch type, default strategy or instances': { Service: { LaunchType: undefined } },
    'no launch type in a cluster that other apps may use by name': { Service: { LaunchType: undefined }, Cluster: { ClusterName: 'web' } },
    'a schedule without a launch type': { Rule: everyHour({ LaunchType: undefined }) },
    'a state machine without a launch type': { Machine: runTaskState({ LaunchType: undefined }) },
    'an Express service with a task definition for EC2': { scene: 'an Express service with a task definition', change: { Task: { RequiresCompatibilities: ['EC2'] } } },
  },
  good: {
    'a task definition for Fargate on EC2': { Service: { LaunchType: 'EC2' } },
    'compatibilities from a parameter': { Task: { RequiresCompatibilities: { Ref: 'AParameter' } } },
    'compatibilities under a condition': { Task: { RequiresCompatibilities: [{ 'Fn::If': ['Serverless', 'FARGATE', 'EC2'] }] } },
    'a deployment controller from a parameter': { Task: { RequiresCompatibilities: ['EC2'] }, Service: { DeploymentController: { Type: { Ref: 'AParameter' } } } },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'AParameter' } } },
    'a task definition for EC2 without a launch type': { Task: { RequiresCompatibilities: ['EC2'] }, Service: { LaunchType: undefined } },
    'a default strategy of the cluster': {
      Service: { LaunchType: undefined },
      Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] },
    },
    'a schedule with a launch type': { Rule: everyHour({}) },
    'a task definition for both': { Task: { RequiresCompatibilities: ['FARGATE', 'EC2'] } },
    'compatibilities that are partly from a parameter': { Task: { RequiresCompatibilities: ['EC2', { Ref: 'AParameter' }] } },
    'a task definition for Fargate on Managed Instances': { scene: 'a service on Managed Instances', change: { Task: { RequiresCompatibilities: ['FARGATE'] } } },
    'no launch type, and an instance in the app': {
      Service: { LaunchType: undefined }, Instance: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 'm7i.large', UserData: { Ref: 'AParameter' } } },
    },
    'no launch type, for a service without tasks': { Service: { LaunchType: undefined, DesiredCount: 0 } },
  },
});

function knowsCompatibilities({ compatibilities }: TaskDefinition): boolean {
  return compatibilities.isKnown && !compatibilities.isEmpty && compatibilities.map(({ asText }) => asText).every(name => name.known !== undefined);
}

function verdictOf(compute: Compute, listed: string): Verdict | undefined {
  const verdicts: Readonly<Record<string, Verdict | undefined>> = INCOMPATIBLE[compute];
  return own(verdicts, listed);
}

function incompatible(runner: TaskRunner, task: TaskDefinition, compute: Compute, verdicts: readonly (Verdict | undefined)[]): Violation {
  const { node } = runner;
  const [chosenBy, place] = runner instanceof ExpressService ? ['an Express service', node.get('TaskDefinitionArn')] : chosen(runner);
  return {
    location: place.location,
    message: `${chosenBy} places the tasks on ${COMPUTE_NAMES[compute]}, which does not support task definition ${task.resource.logicalId}: its RequiresCompatibilities is ${task.compatibilities.texts.join(', ')}`,
    ...verdicts.includes('doubtful') ? { severity: 'warning' } : {},
  };
}

/** The setting that decides the compute, as messages print it, and its place. */
function chosen({ node, launchType, strategy, cluster }: TaskRunner): readonly [string, Node] {
  if (!launchType.isAbsent) { return ['LaunchType', node.get('LaunchType')]; }
  if (!strategy.node.isAbsent) { return ['CapacityProviderStrategy', strategy.node]; }
  return [`the default capacity provider strategy of cluster ${cluster?.resource.logicalId ?? ''}`, node.get('LaunchType')];
}

/** Reports tasks that ECS places on EC2 because nothing else is set, in a cluster without instances. A task definition for EC2 shows that instances are intended. */
function* withoutInstances({ node, launchType, cluster, isIdle }: TaskRunner, task: TaskDefinition): Iterable<Violation> {
  // with a strategy, the app has a capacity provider that launches instances
  if (!launchType.isAbsent || isIdle || cluster?.mayHaveInstances !== false || task.lists('EC2')) { return; }
  yield {
    location: node.at('LaunchType'),
    message: `without a LaunchType, a CapacityProviderStrategy or a default strategy of cluster ${cluster.resource.logicalId} ECS places the tasks on EC2, `
      + `but the cluster has no container instances and task definition ${task.resource.logicalId} requires ${task.compatibilities.texts.join(', ')}`,
    ...cluster.node.get('ClusterName').isAbsent ? {} : { severity: 'warning' },
  };
}
