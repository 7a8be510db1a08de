import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * Removes the scheduling strategy, which `Ec2Service` sets to its default and `FargateService` leaves out. It is create-only: with it, CloudFormation would
 * replace a service that moves between Fargate and instances.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 */
export function movable(service: ecs.Ec2Service): ecs.Ec2Service {
  if (service.node.defaultChild instanceof ecs.CfnService) { service.node.defaultChild.schedulingStrategy = undefined; }
  return service;
}
