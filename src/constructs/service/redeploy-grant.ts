import * as iam from 'aws-cdk-lib/aws-iam';
import { IContainerService } from './container-service-interface';
import { besideService } from './policy-beside';

/** The actions that the AWS CLI needs to start a new deployment of a service, and to wait for it. */
const ACTIONS = ['ecs:UpdateService', 'ecs:DescribeServices'];

/** Allows updating a service by an ARN that does not refer to its resource: of a service with a known name, or an imported one. */
export function grantRedeployByName(serviceArn: string, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions: ACTIONS, resourceArns: [serviceArn] });
}

/** Allows updating a service of this app whose name CloudFormation generates. The statement refers to the service. */
export function grantRedeployByReference(service: IContainerService, grantee: iam.IGrantable): iam.Grant {
  return grantRedeployByName(service.serviceArn, besideService('Redeploy', service, grantee));
}
