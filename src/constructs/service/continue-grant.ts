import { Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IContainerService } from './container-service-interface';
import { arnOnCluster } from '../capacity/cluster-place';

/** The actions to find the deployments of a service, and to continue or roll back a waiting deployment. */
const ACTIONS = ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:ContinueServiceDeployment'];

/** Grants permission to continue or roll back deployments of a service that wait for an approval. */
export function grantContinueByName(service: IContainerService, serviceName: string, grantee: iam.IGrantable): iam.Grant {
  const { cluster } = service;
  const resourceArns = [arnOnCluster(service, cluster, 'service', serviceName), arnOnCluster(service, cluster, 'service-deployment', `${serviceName}/*`)];
  return iam.Grant.addToPrincipal({ grantee, actions: ACTIONS, resourceArns });
}

/**
 * The name that CloudFormation gives a service: that of the stack, the logical id, and a part that is not known before. A policy that refers to the
 * name would be created after the service, whose creation waits for the approval.
 */
export function generatedName(service: ecs.BaseService): string {
  const stack = Stack.of(service);
  const logicalId = Lazy.string({ produce: () => service.node.defaultChild instanceof ecs.CfnService ? stack.getLogicalId(service.node.defaultChild) : '*' });
  return `${stack.stackName}-${logicalId}-*`;
}
