import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** In network mode awsvpc, the IP addresses of the tasks are the targets; otherwise their container instances are. */
export function targetTypeOf({ networkMode }: ecs.TaskDefinition): elbv2.TargetType {
  return networkMode === ecs.NetworkMode.AWS_VPC ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE;
}
