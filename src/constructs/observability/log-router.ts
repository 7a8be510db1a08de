import { Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { allowOutput } from './firelens-output';

/**
 * Adds the FireLens log router that aws-ecs would add when it writes the template. That is too late for a service to wait for the permissions of the
 * router, and for its subnets to get the VPC endpoints that it needs. Allows the router to write to the log destinations of the containers.
 */
export function addLogRouterInTime(task: ecs.TaskDefinition, whenAdded: (router: ecs.FirelensLogRouter) => void): void {
  Aspects.of(task).add({
    visit: node => {
      if (node !== task) { return; }
      const users = usersOf(task);
      if (users.length > 0 && !hasRouter(task)) { whenAdded(addRouter(task)); }
      for (const user of users) { allowOutput(user); }
    },
  });
}

function hasRouter(task: ecs.TaskDefinition): boolean {
  return task.node.children.some(child => child instanceof ecs.FirelensLogRouter);
}

/** The containers that log through FireLens. */
function usersOf(task: ecs.TaskDefinition): ecs.ContainerDefinition[] {
  return task.node.children.filter(isContainer).filter(container => container.logDriverConfig?.logDriver === 'awsfirelens');
}

function isContainer(construct: IConstruct): construct is ecs.ContainerDefinition {
  return construct instanceof ecs.ContainerDefinition;
}

/** As aws-ecs does, but without its grants: they cover only the first container, only the old names of plugins, and all resources. */
function addRouter(task: ecs.TaskDefinition): ecs.FirelensLogRouter {
  return task.addFirelensLogRouter('log-router', {
    image: ecs.obtainDefaultFluentBitECRImage(task),
    firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    logging: new ecs.AwsLogDriver({ streamPrefix: 'firelens' }),
    memoryReservationMiB: 50,
  });
}
