import * as iam from 'aws-cdk-lib/aws-iam';
import { arnOnCluster } from './cluster-place';
import { IContainerService } from './container-service-interface';
import { besideService } from './policy-beside';

/** What finds the deployments of a service, and answers one that waits. */
const ACTIONS = ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:ContinueServiceDeployment'];

/** Allows answering deployments that wait for an approval. */
export function grantContinueDeployment(service: IContainerService, grantee: iam.IGrantable): iam.Grant {
  const deployments = arnOnCluster(service, service.cluster, 'service-deployment', `${service.serviceName}/*`);
  return iam.Grant.addToPrincipal({
    grantee: besideService(service, grantee, 'ContinueDeployment'), actions: ACTIONS, resourceArns: [service.serviceArn, deployments],
  });
}
