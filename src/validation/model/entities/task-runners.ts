import { Daemon } from './daemon';
import { allOf } from './entity';
import { ExpressService } from './express-service';
import { Service } from './service';
import { argumentsOf, decidedLate, State, statesOf } from './state-machine';
import type { TaskRunnerIndex } from './task-definition';
import { TaskOverrides } from './task-overrides';
import { TaskRunner, TaskRunnerPlaces } from './task-runner';
import { readJson } from '../evaluation/json-text';
import { Node } from '../evaluation/node';
import { UNKNOWN } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/**
 * The places of the settings of task runners, by resource type; services are separate.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
const TASK_RUNNERS: Readonly<Record<string, (resource: Resource) => readonly TaskRunnerPlaces[]>> = {
  'AWS::ECS::TaskSet': ({ properties }) => [{
    node: properties, taskDefinition: properties.get('TaskDefinition'), cluster: properties.get('Cluster'), awsvpc: awsvpcOf(properties, 'AwsVpcConfiguration'),
  }],
  'AWS::Events::Rule': ({ properties }) => properties.list('Targets').map(target => eventTarget(target, 'AwsVpcConfiguration')),
  'AWS::Scheduler::Schedule': ({ properties }) => [scheduled(properties.get('Target'))],
  'AWS::Pipes::Pipe': ({ properties }) => [pipe(properties)],
  'AWS::StepFunctions::StateMachine': machine => statesWith(machine.properties.get('RoleArn'), machine),
  'AWS::Serverless::StateMachine': machine => statesWith(machine.properties.get('Role'), machine),
};

/** The task runners of an app: its services, daemons and Express services, and the task sets, event rules, schedules, pipes and states that start tasks. */
export function taskRunners(application: TaskRunnerIndex): readonly TaskRunner[] {
  return [...allOf(Service, application), ...allOf(Daemon, application), ...allOf(ExpressService, application), ...application.memo(otherRunners)];
}

function otherRunners(application: TaskRunnerIndex): readonly TaskRunner[] {
  return Object.entries(TASK_RUNNERS).flatMap(([type, placesOf]) => application.ofType(type)
    .flatMap(resource => placesOf(resource).filter(({ node }) => !node.isAbsent).map(places => new TaskRunner(resource, places, application))));
}

/** The task runners of each task definition. */
export function taskRunnersByTask(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> {
  return grouped(taskRunners(application), ({ taskDefinition: task }) => task ? [task.resource] : []);
}

/** A schedule has an ECS target, or calls the RunTask API through its universal target. */
function scheduled(target: Node): TaskRunnerPlaces {
  const isCall = target.text('Arn').satisfies(arn => RUN_TASK_CALL.test(arn));
  return isCall ? { ...runTaskCall(readJson(target.get('Input'))), role: target.get('RoleArn') } : eventTarget(target, 'AwsvpcConfiguration');
}

const RUN_TASK_CALL = /:scheduler:::aws-sdk:ecs:runTask$/;

function eventTarget(target: Node, network: string): TaskRunnerPlaces {
  const node = target.get('EcsParameters');
  return {
    node,
    taskDefinition: node.get('TaskDefinitionArn'),
    cluster: target.get('Arn'),
    isClusterByArn: true,
    awsvpc: awsvpcOf(node, network),
    overrides: new TaskOverrides(inputOf(target), 'containerOverrides'),
    role: target.get('RoleArn'),
  };
}

/** The input of a target: unknown if an input path or transformer produces it from the event. */
function inputOf(target: Node): Node {
  const isMade = ['InputPath', 'InputTransformer'].some(key => !target.get(key).isAbsent);
  return isMade ? target.get('Input').readBy(() => [UNKNOWN]) : readJson(target.get('Input'));
}

function pipe(properties: Node): TaskRunnerPlaces {
  const node = decidedLate(properties.get('TargetParameters').get('EcsTaskParameters'));
  return {
    node,
    taskDefinition: node.get('TaskDefinitionArn'),
    cluster: properties.get('Target'),
    isClusterByArn: true,
    awsvpc: awsvpcOf(node, 'AwsvpcConfiguration'),
    overrides: new TaskOverrides(node.get('Overrides'), 'ContainerOverrides'),
    role: properties.get('RoleArn'),
  };
}

/** All states start tasks with the role of the state machine, so they share one place. */
function statesWith(role: Node, machine: Resource): readonly TaskRunnerPlaces[] { return statesOf(machine).flatMap(state => stateOf(role, state)); }

const RUN_TASK = /:states:::(?:aws-sdk:)?ecs:runTask(?:\.|$)/;
const WAITING = /:states:::ecs:runTask\.sync/;

function stateOf(role: Node, state: State): readonly TaskRunnerPlaces[] {
  const resource = state.node.get('Resource');
  const called = resource.isAbsent ? PartialString.made(['']) : resource.asPartialString ?? PartialString.ANY;
  const given = argumentsOf(state);
  const isSure = RUN_TASK.test(called.key);
  if (!isSure && (called.isTraceable || !given.get('TaskDefinition').isGiven)) { return []; }
  // if it is uncertain that the state runs the task, so are its settings
  const node = isSure ? given : given.readBy(() => [UNKNOWN]);
  return [{
    ...runTaskCall(node),
    taskDefinition: given.get('TaskDefinition'),
    ...isSure ? { role } : {},
    isWaitedFor: WAITING.test(called.key),
  }];
}

/** The parameters of RunTask, spelled as in SDKs. */
function runTaskCall(node: Node): TaskRunnerPlaces {
  return {
    node,
    taskDefinition: node.get('TaskDefinition'),
    cluster: node.get('Cluster'),
    awsvpc: awsvpcOf(node, 'AwsvpcConfiguration'),
    overrides: new TaskOverrides(node.get('Overrides'), 'ContainerOverrides'),
  };
}

function awsvpcOf(node: Node, key: string): Node { return node.get('NetworkConfiguration').get(key); }
