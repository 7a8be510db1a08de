import { Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { allowOutput } from './firelens-output';

/**
 * Adds the FireLens log router that aws-ecs adds by itself, but only while it writes the template:
 * too late for a service to wait for what the router may do, and for its subnets to have the endpoints it needs.
 * Lets the router write where the containers send their logs.
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

/** As aws-ecs does, but without its grants: they are for the first container alone, for the old names of plugins, and on all resources. */
function addRouter(task: ecs.TaskDefinition): ecs.FirelensLogRouter {
  return task.addFirelensLogRouter('log-router', {
    image: ecs.obtainDefaultFluentBitECRImage(task),
    firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    logging: new ecs.AwsLogDriver({ streamPrefix: 'firelens' }),
    memoryReservationMiB: 50,
  });
}
