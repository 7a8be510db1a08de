import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService } from '../../src';

/**
 * Three changes as they pass a review. They compile, and neither aws-ecs nor CloudFormation refuses the template;
 * ECS does, after the images are built and the change set is under way, or it waits for a task that never comes up.
 */
export function addMistakes(api: ContainerService): void {
  giveMoreMemory(api.taskDefinition);
  waitForMetrics(api);
  moveToPort8080(api.service);
}

/** Fargate offers 512 CPU units with 1 to 4 GiB. */
function giveMoreMemory(taskDefinition: ecs.TaskDefinition): void {
  const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  resource.memory = '6144';
}

/** What has no health check never becomes healthy. */
function waitForMetrics({ container, taskDefinition }: ContainerService): void {
  const metrics = taskDefinition.addContainer('metrics', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest'),
    essential: false,
  });
  container.addContainerDependencies({ container: metrics, condition: ecs.ContainerDependencyCondition.HEALTHY });
}

/** The container still maps port 80. */
function moveToPort8080(service: ecs.FargateService): void {
  const resource = service.node.defaultChild as ecs.CfnService;
  resource.addPropertyOverride('LoadBalancers.0.ContainerPort', 8080);
}
