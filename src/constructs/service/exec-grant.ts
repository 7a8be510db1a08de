import { Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { arnOnCluster } from './cluster-place';
import { IContainerService } from './container-service-interface';
import { EXEC_CALLER_ACTIONS } from '../../facts/iam-needs';
import { isElsewhere } from '../secrets/other-environment';

/** ECS Exec authorizes a session on the cluster and on the task, whose ARN does not contain the service, and on the key that encrypts sessions. */
export function grantExec(service: IContainerService, grantee: iam.IGrantable): iam.Grant {
  const { cluster } = service;
  const tasks = arnOnCluster(service, cluster, 'task', '*');
  const grant = (actions: readonly string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns });
  const sessions = grant(EXEC_CALLER_ACTIONS.session, cluster.clusterArn, tasks).combine(grant(EXEC_CALLER_ACTIONS.task, tasks));
  const key = cluster.executeCommandConfiguration?.kmsKey;
  const keyArn = key && keyArnFor(callerOf(grantee, service), key);
  return keyArn === undefined ? sessions : sessions.combine(grant(EXEC_CALLER_ACTIONS.key, keyArn));
}

/** The construct whose stack has the policy. */
function callerOf({ grantPrincipal }: iam.IGrantable, service: IContainerService): Construct | IContainerService {
  return Construct.isConstruct(grantPrincipal) ? grantPrincipal : service;
}

/**
 * The ARN of a key in the policy of a caller, in which IAM does not accept an alias.
 * The id of a key that this app creates in another account or Region is unknown.
 */
function keyArnFor(caller: Construct | IContainerService, given: kms.IKey): string | undefined {
  const key = given instanceof kms.Alias ? given.aliasTargetKey : given;
  const isUnknown = key.keyArn.includes(':alias/') || (Resource.isOwnedResource(key) && isElsewhere(caller, key));
  return isUnknown ? undefined : key.keyArn;
}
