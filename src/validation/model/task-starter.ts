import type { Application } from './application';
import { Node } from './node';
import { Role } from './role';
import { usedRoles } from './role-use';
import { TaskDefinition } from './task-definition';

/** Something besides services that starts tasks, with the role that it does so with. */
export interface TaskStarter {
  readonly role: Role;
  /** Where the role is named. */
  readonly place: Node;
  /** What it is called in a message. */
  readonly label: string;
  /** The task definitions of the app that it certainly starts. */
  readonly tasks: readonly TaskDefinition[];
  /** What it calls besides starting tasks and handing on their roles. */
  readonly alsoCalls: readonly string[];
}

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
const RUN_TASK = /:states:::ecs:runTask/;
const WAITING = /:states:::ecs:runTask\.sync/;

/** What a state machine calls to wait for a task. @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html */
const WAITING_CALLS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

export function taskStarters(application: Application): readonly TaskStarter[] {
  return [...schedules(application), ...stateMachines(application)];
}

function schedules(application: Application): readonly TaskStarter[] {
  return usedRoles(application).filter(({ use }) => use.beside === 'EcsParameters').map(({ role, place, user, around }) => {
    const parameters = around.get('EcsParameters');
    const task = application.resolve(parameters.get('TaskDefinitionArn'), TASK_DEFINITION, 'Family');
    const tags = parameters.text('PropagateTags').is('TASK_DEFINITION') || parameters.list('TagList').atLeast > 0 || parameters.list('Tags').atLeast > 0;
    return {
      role,
      place,
      label: user.logicalId,
      tasks: task ? [application.view(TaskDefinition, task)] : [],
      alsoCalls: tags ? ['ecs:TagResource'] : [],
    };
  });
}

function stateMachines(application: Application): readonly TaskStarter[] {
  return application.ofType('AWS::StepFunctions::StateMachine').flatMap(machine => {
    const place = machine.properties.get('RoleArn');
    const role = application.resolve(place, 'AWS::IAM::Role', 'RoleName');
    const definition = definitionOf(machine.properties);
    if (!role || !RUN_TASK.test(definition)) { return []; }
    const tasks = machine.dependencies.filter(({ type }) => type === TASK_DEFINITION).map(task => application.view(TaskDefinition, task));
    const isWaiting = WAITING.test(definition);
    return [{ role: application.view(Role, role), place, label: machine.logicalId, tasks, alsoCalls: ['ecs:RunTask', ...isWaiting ? WAITING_CALLS : []] }];
  });
}

/** The definition as text, as far as it is known. */
function definitionOf(machine: Node): string {
  const text = machine.phrase('DefinitionString');
  return text ? text.key : textsIn(machine.get('Definition')).join(' ');
}

function textsIn(node: Node): readonly string[] {
  const text = node.asPhrase?.key;
  if (text !== undefined) { return [text]; }
  return [...node.keys.map(key => node.get(key)), ...node.asList].flatMap(textsIn);
}
