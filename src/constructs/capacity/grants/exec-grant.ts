import { Resource } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { EXEC_CALLER_ACTIONS } from '../../../facts/iam-needs';
import { isElsewhere } from '../../checks';
import { arnOnCluster } from '../cluster-place';

/** ECS Exec authorizes a session on the cluster and on the task, whose ARN does not contain the service, and on the key that encrypts sessions. */
export function grantExec(scope: IConstruct, cluster: ecs.ICluster, grantee: iam.IGrantable): iam.Grant {
  const tasks = arnOnCluster(scope, cluster, 'task', '*');
  const grant = (actions: readonly string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns });
  const sessions = grant(EXEC_CALLER_ACTIONS.session, cluster.clusterArn, tasks).combine(grant(EXEC_CALLER_ACTIONS.task, tasks));
  const key = cluster.executeCommandConfiguration?.kmsKey;
  const keyArn = key && keyArnFor(callerOf(grantee, scope), key);
  return keyArn === undefined ? sessions : sessions.combine(grant(EXEC_CALLER_ACTIONS.key, keyArn));
}

/** The construct whose stack has the policy. */
function callerOf({ grantPrincipal }: iam.IGrantable, scope: IConstruct): IConstruct {
  return Construct.isConstruct(grantPrincipal) ? grantPrincipal : scope;
}

/**
 * The ARN of a key in the policy of a caller, in which IAM does not accept an alias.
 * The id of a key that this app creates in another account or Region is unknown.
 */
function keyArnFor(caller: IConstruct, given: kms.IKey): string | undefined {
  const key = given instanceof kms.Alias ? given.aliasTargetKey : given;
  const isUnknown = key.keyArn.includes(':alias/') || (Resource.isOwnedResource(key) && isElsewhere(caller, key));
  return isUnknown ? undefined : key.keyArn;
}
