import { Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { isAssociation } from '../cluster-capacity';

/**
 * Makes the association of the other capacity providers wait, so that ECS does not change the capacity of the cluster in two calls at the same time. The CDK
 * creates the association when it visits Aspects.
 */
export function associateAfter(cluster: ecs.Cluster, provider: ecs.CfnCapacityProvider): void {
  Aspects.of(cluster).add({ visit: node => { if (isAssociation(node)) { node.node.addDependency(provider); } } });
}
