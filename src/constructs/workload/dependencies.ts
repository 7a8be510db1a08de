import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';

/**
 * Makes what starts tasks wait for everything that ECS checks or uses when the first task starts. An L2 service waits for listeners itself.
 *
 * The resource waits instead of the construct: its security group must not, since what it waits for may refer to that.
 */
export function dependOnTaskNeeds(starter: IConstruct, taskDefinition: ecs.TaskDefinition, capacity: IDependable): void {
  (starter.node.defaultChild ?? starter).node.addDependency(capacity, executionRoleOf(taskDefinition));
}

/** The first container that needs the role creates it, and each further one extends its policy. */
function executionRoleOf(taskDefinition: ecs.TaskDefinition): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return taskDefinition.executionRole ? [taskDefinition.executionRole] : []; } });
  return late;
}
