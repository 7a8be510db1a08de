import { Aspects, CfnDeletionPolicy, CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IConstruct } from 'constructs';
import { ForceDeleteFunction } from './force-delete-function';
import { INSTANCE_GROUP_DELETION } from '../../../facts/external-access';

/** After it, CloudFormation stops waiting for a function that never answers. Lambda calls a function that failed again after a minute. */
const SERVICE_TIMEOUT = ForceDeleteFunction.TIMEOUT.plus(ForceDeleteFunction.TIMEOUT).plus(Duration.minutes(2));

/**
 * Deletes an Auto Scaling group with its instances before CloudFormation deletes it, even if the instances are protected from scale-in. What must be
 * deleted earlier, such as the capacity provider, depends on this construct: so do the parts of the group, which are gone with it. See decision 072.
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
    const group = autoScalingGroup.node.defaultChild as autoscaling.CfnAutoScalingGroup;
    this.node.addValidation({ validate: () => retentionProblems(group) });
    Aspects.of(autoScalingGroup).add({ visit: node => { if (isPartOfGroup(node)) { node.node.addDependency(this); } } });
  }
}

const PARTS = [
  autoscaling.CfnWarmPool, autoscaling.CfnLifecycleHook, autoscaling.CfnScalingPolicy, autoscaling.CfnScheduledAction,
].map(part => part.CFN_RESOURCE_TYPE_NAME);

/** Whether a resource is a part of its Auto Scaling group, which CloudFormation cannot delete once the group is gone. */
function isPartOfGroup(node: IConstruct): boolean { return CfnResource.isCfnResource(node) && PARTS.includes(node.cfnResourceType); }

/** A retained group would lose its instances all the same. */
function retentionProblems({ node, cfnOptions: { deletionPolicy, updateReplacePolicy } }: autoscaling.CfnAutoScalingGroup): string[] {
  const policies = { DeletionPolicy: deletionPolicy, UpdateReplacePolicy: updateReplacePolicy };
  const kept = Object.entries(policies).filter(([, policy]) => policy && policy !== CfnDeletionPolicy.DELETE);
  if (kept.length === 0) { return []; }
  const has = kept.map(each => each.join(' ')).join(' and ');
  return [`Auto Scaling group '${node.path}' has ${has}, but it is deleted with its instances; set forceDelete: false in addInstances to keep it`];
}
