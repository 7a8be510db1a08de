import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

/** The id of a rule that only `brokenTask` breaks here. */
export const BROKEN_RULE = 'awsvpc-host-port';

/** A task definition that ECS refuses: under awsvpc, the host port differs from the container port. */
export function brokenTask(scope: Construct, id = 'Task'): CfnTaskDefinition {
  return taskOnHostPort(scope, id, 8080);
}

export function goodTask(scope: Construct, id = 'Task'): CfnTaskDefinition {
  return taskOnHostPort(scope, id, 80);
}

function taskOnHostPort(scope: Construct, id: string, hostPort: number): CfnTaskDefinition {
  return new CfnTaskDefinition(scope, id, {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort }] }],
  });
}
