import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CodeDeployHooks } from './code-deploy-props';
import { TrafficTarget } from '../../load-balancing/exposure-kind';

/** The names of the hooks in an AppSpec, in the order in which CodeDeploy calls them. */
const EVENTS: readonly (readonly [keyof CodeDeployHooks, string])[] = [
  ['beforeInstall', 'BeforeInstall'],
  ['afterInstall', 'AfterInstall'],
  ['afterAllowTestTraffic', 'AfterAllowTestTraffic'],
  ['beforeAllowTraffic', 'BeforeAllowTraffic'],
  ['afterAllowTraffic', 'AfterAllowTraffic'],
];

/** The functions of the hooks, without repetition. */
export function functionsOf(hooks: CodeDeployHooks): readonly lambda.IFunction[] {
  return [...new Set(EVENTS.flatMap(([key]) => hooks[key] ?? []))];
}

/**
 * The AppSpec of a deployment as JSON. Network and capacity are those of the service.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function appSpecOf({ taskDefinition }: ecs.BaseService, { containerName, containerPort }: TrafficTarget, hooks: CodeDeployHooks): string {
  const called = EVENTS.flatMap(([key, event]) => hooks[key] ? [{ [event]: hooks[key].functionArn }] : []);
  const Properties = {
    TaskDefinition: taskDefinition.taskDefinitionArn,
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
  };
  return Stack.of(taskDefinition).toJsonString({
    version: '0.0',
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }],
    ...(called.length > 0 ? { Hooks: called } : {}),
  });
}
