import { CustomResource, Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ForceDeleteFunction } from './force-delete-function';
import { INSTANCE_GROUP_DELETION } from '../../../facts/external-access';

/** After it, CloudFormation stops waiting for a function that never answers. Lambda calls a function that failed again after a minute. */
const SERVICE_TIMEOUT = ForceDeleteFunction.TIMEOUT.plus(ForceDeleteFunction.TIMEOUT).plus(Duration.minutes(2));

/**
 * Deletes an Auto Scaling group with its instances before CloudFormation deletes it, even if the instances are protected from scale-in. What must be
 * deleted earlier, such as the capacity provider, depends on this construct. See decision 072.
 */
export class ForceDelete extends Construct {
  public constructor(scope: Construct, id: string, autoScalingGroup: autoscaling.AutoScalingGroup, cluster: ecs.ICluster) {
    super(scope, id);
    const handler = ForceDeleteFunction.for(this, cluster);
    const permission = handler.allow(cluster);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: handler.functionArn,
      resourceType: INSTANCE_GROUP_DELETION,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: { AutoScalingGroupName: autoScalingGroup.autoScalingGroupName, Cluster: cluster.clusterArn },
    });
    resource.node.addDependency(handler, permission);
  }
}
