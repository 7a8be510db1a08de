import { Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CodeDeployHooks } from './code-deploy-props';
import { ControlledService } from '../controller';

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

type Deployed = Pick<ControlledService, 'service' | 'target' | 'placement'>;

/**
 * The AppSpec of a deployment as JSON. The network is that of the service. The capacity providers are named: without them, the new tasks have the launch
 * type, and an Auto Scaling group launches no instances for them. They may change until synthesis.
 *
 * @see https://github.com/aws/containers-roadmap/issues/1752
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function appSpecOf(
  { service: { taskDefinition }, target: { containerName, containerPort }, placement }: Deployed, hooks: CodeDeployHooks,
): string {
  const called = EVENTS.flatMap(([key, event]) => hooks[key] ? [{ [event]: hooks[key].functionArn }] : []);
  const Properties = {
    TaskDefinition: taskDefinition.taskDefinitionArn,
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
    CapacityProviderStrategy: Lazy.any({ produce: () => placement().capacityProviderStrategy?.map(inAppSpec) }),
  };
  return Stack.of(taskDefinition).toJsonString({
    version: '0.0',
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }],
    ...(called.length > 0 ? { Hooks: called } : {}),
  });
}

/** CodeDeploy requires base and weight. */
function inAppSpec({ capacityProvider, base = 0, weight = 0 }: ecs.CapacityProviderStrategy): object {
  return { CapacityProvider: capacityProvider, Base: base, Weight: weight };
}
