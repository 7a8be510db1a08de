import { Daemon } from './daemon';
import { allOf } from './entity';
import { ExpressService } from './express-service';
import { Service } from './service';
import { argumentsOf, decidedLate, State, statesOf } from './state-machine';
import type { TaskRunnerIndex } from './task-definition';
import { TaskOverrides } from './task-overrides';
import { TaskRunner, TaskRunnerPlaces } from './task-runner';
import { CALL_EVENTS, ECS_SERVICE, IGNORED_ERRORS, isCustomResource, RUN_TASK_ACTION, RUN_TASK_NAME } from '../../../facts/rule-calls';
import { capitalized } from '../evaluation/capitalized';
import { readJson } from '../evaluation/json-text';
import { Node } from '../evaluation/node';
import { partsOf, UNKNOWN } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';
import { isRepeated } from '../index/rule-call';

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
  'AWS::Events::Rule': ({ properties }) => properties.list('Targets').map(target => ({ ...eventTarget(target, 'AwsVpcConfiguration'), starter: 'rule' })),
  'AWS::Scheduler::Schedule': ({ properties }) => [scheduled(properties.get('Target'))],
  'AWS::Pipes::Pipe': ({ properties }) => [pipe(properties)],
  'AWS::StepFunctions::StateMachine': machine => statesWith(machine.properties.get('RoleArn'), machine),
  'AWS::Serverless::StateMachine': machine => statesWith(machine.properties.get('Role'), machine),
};

/** The task runners of an app: its services, daemons and Express services, and the task sets, event rules, schedules, pipes, states and custom resources that start tasks. */
export function taskRunners(application: TaskRunnerIndex): readonly TaskRunner[] {
  return [...allOf(Service, application), ...allOf(Daemon, application), ...allOf(ExpressService, application), ...application.memo(otherRunners)];
}

function otherRunners(application: TaskRunnerIndex): readonly TaskRunner[] {
  const ofTypes = Object.entries(TASK_RUNNERS).flatMap(([type, placesOf]) => application.ofType(type)
    .map(resource => [resource, placesOf(resource)] as const));
  const calls = application.resources.filter(({ type }) => isCustomResource(type)).map(resource => [resource, runTaskCalls(resource)] as const);
  return [...ofTypes, ...calls].flatMap(([resource, places]) => runnersAt(resource, places, application));
}

function runnersAt(resource: Resource, places: readonly TaskRunnerPlaces[], application: TaskRunnerIndex): readonly TaskRunner[] {
  return places.filter(({ node }) => !node.isAbsent).map(each => new TaskRunner(resource, each, application));
}

/** The task runners of each task definition. */
export function taskRunnersByTask(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> {
  return grouped(taskRunners(application), ({ taskDefinition: task }) => task ? [task.resource] : []);
}

/** A schedule has an ECS target, or calls the RunTask API through its universal target. */
function scheduled(target: Node): TaskRunnerPlaces {
  const isCall = target.text('Arn').satisfies(arn => RUN_TASK_CALL.test(arn));
  return isCall
    ? { ...runTaskRequest(readJson(target.get('Input'))), role: target.get('RoleArn'), starter: 'universalSchedule', around: target }
    : { ...eventTarget(target, 'AwsvpcConfiguration'), starter: 'schedule' };
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
    around: target,
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
    starter: 'pipe',
    around: properties,
  };
}

/** All states start tasks with the role of the state machine, so they share one place. */
function statesWith(role: Node, machine: Resource): readonly TaskRunnerPlaces[] { return statesOf(machine).flatMap(state => stateOf(role, state)); }

const RUN_TASK = /:states:::(?:aws-sdk:)?ecs:runTask(?:\.|$)/;
const SDK = /:states:::aws-sdk:/;
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
    ...runTaskRequest(node),
    taskDefinition: given.get('TaskDefinition'),
    around: state.node,
    workflow: state.child,
    ...isSure ? { ...state.node.get('Credentials').isAbsent ? { role } : {}, starter: SDK.test(called.key) ? 'sdkState' : 'state' } : {},
    isWaitedFor: WAITING.test(called.key),
  }];
}

/** The parameters of RunTask. `written` has the names that the template has, if it spells them as SDKs. */
function runTaskRequest(node: Node, written?: Node): TaskRunnerPlaces {
  return {
    node,
    taskDefinition: node.get('TaskDefinition'),
    cluster: node.get('Cluster'),
    awsvpc: awsvpcOf(node, 'AwsvpcConfiguration', written),
    overrides: new TaskOverrides(node.get('Overrides'), 'ContainerOverrides'),
  };
}

/** Unknown if a key has another spelling, which a rule reports. `written` has the names that the template has, in the spelling of SDKs. */
function awsvpcOf(node: Node, key: string, written?: Node): Node {
  const place = node.get('NetworkConfiguration').get(key);
  return isMisspelled(written ?? node, ['NetworkConfiguration', key, 'Subnets'], written !== undefined) ? place.readBy(() => [UNKNOWN]) : place;
}

/** Whether a key on the way to a place differs from its name in upper and lower case alone. */
function isMisspelled(node: Node, [name, ...others]: readonly string[], isOfSdk: boolean): boolean {
  if (name === undefined) { return false; }
  const spelling = isOfSdk ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  return node.keys.some(key => key !== spelling && key.toLowerCase() === spelling.toLowerCase()) || isMisspelled(node.get(spelling), others, isOfSdk);
}

/** The calls of RunTask by a custom resource, in the format of `AwsCustomResource` of aws-cdk-lib. */
function runTaskCalls(resource: Resource): readonly TaskRunnerPlaces[] {
  const { properties } = resource;
  if (!properties.get('ServiceToken').isGiven) { return []; }
  return CALL_EVENTS.filter(event => !isRepeated(event, resource)).flatMap(event => {
    const call = runTaskCallAt(properties.get(event));
    if (!call) { return []; }
    const written = call.get('parameters');
    const assumes = !call.get('assumedRoleArn').isAbsent;
    const handler = properties.target('ServiceToken');
    return [{
      ...runTaskRequest(capitalized(written), written),
      written,
      starter: 'customResource',
      around: call,
      region: call.get('region'),
      ...handler && !assumes ? { role: handler.properties.get('Role') } : {},
    }];
  });
}

/** Other texts are not parsed, and errors of the call must not be ignored. */
function runTaskCallAt(place: Node): Node | undefined {
  if (!place.outcomes.flatMap(partsOf).some(part => typeof part === 'string' && RUN_TASK_ACTION.test(part))) { return undefined; }
  const call = readJson(place);
  const isCall = call.text('service').satisfies(service => ECS_SERVICE.test(service)) && call.text('action').satisfies(action => RUN_TASK_NAME.test(action));
  return isCall && call.get(IGNORED_ERRORS).isAbsent ? call : undefined;
}
