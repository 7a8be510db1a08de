import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** Tasks have addresses of their own in awsvpc mode; otherwise their instances are the targets. */
export function targetTypeOf({ networkMode }: ecs.TaskDefinition): elbv2.TargetType {
  return networkMode === ecs.NetworkMode.AWS_VPC ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE;
}
