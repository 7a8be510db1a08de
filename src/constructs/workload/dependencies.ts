import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';

/**
 * Makes a task runner wait for the resources that ECS checks or uses when the first task starts. An L2 service waits for listeners itself.
 *
 * Only the resource waits, not the construct: the security group must not wait, because the dependencies may refer to it.
 */
export function dependOnTaskNeeds(starter: IConstruct, taskDefinition: ecs.TaskDefinition, capacity: IDependable): void {
  startAfter(starter, [capacity, executionRoleOf(taskDefinition)]);
}

/** Makes the resource of a task runner wait. For a service, it waits for the resource of the service, which is complete when its tasks are stable. */
export function startAfter(starter: IConstruct, dependencies: readonly IDependable[]): void {
  resourceOf(starter).node.addDependency(...dependencies.map(each => each instanceof ecs.BaseService ? resourceOf(each) : each));
}

/** Constructs that are looked up at synthesis, when all constructs exist. */
export function dependableLater(find: () => IConstruct[]): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return find(); } });
  return late;
}

/** The first container that needs the role creates it, and each further one extends its policy. */
function executionRoleOf(taskDefinition: ecs.TaskDefinition): IDependable {
  return dependableLater(() => taskDefinition.executionRole ? [taskDefinition.executionRole] : []);
}

function resourceOf(construct: IConstruct): IConstruct { return construct.node.defaultChild ?? construct; }
