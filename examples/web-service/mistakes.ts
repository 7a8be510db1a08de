import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService } from '../../src';

/**
 * Three changes that could pass a review. They compile, and neither aws-ecs nor CloudFormation refuses the template. ECS refuses the first one when
 * the deployment is under way; with the others it waits for tasks that never become healthy.
 */
export function addMistakes(api: ContainerService): void {
  giveMoreMemory(api);
  waitForMetrics(api);
  useTheGroupOfTheCompany(api);
}

/** Fargate offers 512 CPU units with 1 to 4 GiB. */
function giveMoreMemory({ taskDefinition }: ContainerService): void {
  const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  resource.memory = '6144';
}

/** A container that has no health check never becomes healthy. */
function waitForMetrics({ container, taskDefinition }: ContainerService): void {
  const metrics = taskDefinition.addContainer('metrics', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest'),
    essential: false,
  });
  container.addContainerDependencies({ container: metrics, condition: ecs.ContainerDependencyCondition.HEALTHY });
}

/** The security group does not allow the load balancer. */
function useTheGroupOfTheCompany(api: ContainerService): void {
  const group = new ec2.SecurityGroup(api, 'CompanyGroup', { vpc: api.cluster.vpc, description: 'For every workload' });
  const resource = api.service.node.defaultChild as ecs.CfnService;
  resource.addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.SecurityGroups', [group.securityGroupId]);
}
