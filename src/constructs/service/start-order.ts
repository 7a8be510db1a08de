import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IDependable } from 'constructs';
import { ClusterCapacity } from '../capacity/cluster-capacity';

/**
 * Has the service wait for what ECS checks or uses when the first task starts. Routes and listeners it waits for already.
 *
 * The resource waits, and not the construct: its security group must not, since what it waits for may refer to that.
 */
export function startAfter(service: ecs.BaseService, taskDefinition: ecs.TaskDefinition, { association }: ClusterCapacity): void {
  (service.node.defaultChild ?? service).node.addDependency(association, executionRoleOf(taskDefinition));
}

/** The role is made by the first container that needs one, and its policy grows with each. */
function executionRoleOf(taskDefinition: ecs.TaskDefinition): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return taskDefinition.executionRole ? [taskDefinition.executionRole] : []; } });
  return late;
}
