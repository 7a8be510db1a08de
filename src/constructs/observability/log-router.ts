import { Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';

/**
 * Adds the FireLens log router that aws-ecs adds by itself, but only while it writes the template:
 * too late for a service to wait for what the router may do, and for its subnets to have the endpoints it needs.
 */
export function addLogRouterInTime(task: ecs.TaskDefinition, whenAdded: (router: ecs.FirelensLogRouter) => void): void {
  Aspects.of(task).add({
    visit: node => {
      const user = node === task ? routerMissingFor(task) : undefined;
      if (user) { whenAdded(addRouter(task, user)); }
    },
  });
}

function routerMissingFor(task: ecs.TaskDefinition): ecs.ContainerDefinition | undefined {
  if (task.node.children.some(child => child instanceof ecs.FirelensLogRouter)) { return undefined; }
  return task.node.children.filter(isContainer).find(container => container.logDriverConfig?.logDriver === 'awsfirelens');
}

function isContainer(construct: IConstruct): construct is ecs.ContainerDefinition {
  return construct instanceof ecs.ContainerDefinition;
}

/** As aws-ecs does, so that the template stays the same. */
function addRouter(task: ecs.TaskDefinition, { logDriverConfig }: ecs.ContainerDefinition): ecs.FirelensLogRouter {
  return task.addFirelensLogRouter('log-router', {
    image: ecs.obtainDefaultFluentBitECRImage(task, logDriverConfig),
    firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    logging: new ecs.AwsLogDriver({ streamPrefix: 'firelens' }),
    memoryReservationMiB: 50,
  });
}
