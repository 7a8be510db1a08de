import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';

/**
 * Makes what starts tasks wait for everything that ECS checks or uses when the first task starts. An L2 service waits for listeners itself.
 *
 * The resource waits instead of the construct: its security group must not, since what it waits for may refer to that.
 */
export function dependOnTaskNeeds(starter: IConstruct, taskDefinition: ecs.TaskDefinition, capacity: IDependable): void {
  startAfter(starter, [capacity, executionRoleOf(taskDefinition)]);
}

/** Makes the resource that starts tasks wait. Of a service it waits for the resource too, which ends when the tasks of the service are stable. */
export function startAfter(starter: IConstruct, dependencies: readonly IDependable[]): void {
  resourceOf(starter).node.addDependency(...dependencies.map(each => each instanceof ecs.BaseService ? resourceOf(each) : each));
}

/** Constructs that are looked up at synthesis, when everything is there. */
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
