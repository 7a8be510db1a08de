import { Aws, Lazy, Names, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { renderedProperties } from '../../rendered-properties';
import { idHash } from '../load-balancer/id-hash';

const GUIDE = 'https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/blob/main/docs/guides/shifting-traffic.md';

/** The end of the name of each guard, which AWS includes in its error message. */
const GUARD_NAME = 'a-changed-listener-would-move-traffic';

/** A listener whose weights ECS changes. */
export interface GuardedListener {
  readonly listener: elbv2.NetworkListener;
  /** The certificate of the listener; a change that replaces it also changes the listener. */
  readonly certificate?: acm.ICertificate;
  /** Further listeners with the same settings. */
  readonly others: readonly elbv2.NetworkListener[];
}

/**
 * An SSM parameter with which AWS refuses a deployment that would change a listener and thereby reset its weights.
 *
 * Its name is fixed, and its logical id changes with the settings of the listener. CloudFormation then creates another parameter first, and AWS
 * Systems Manager refuses the existing name before the listener is changed. See decision 022.
 */
export function guardListener(scope: Construct, guarded: GuardedListener): void {
  const guard = new ssm.CfnParameter(scope, 'ListenerGuard', {
    type: 'String',
    name: `/cdk-ecs-shipshape/${Aws.STACK_NAME}/${Names.uniqueId(scope)}/${GUARD_NAME}`,
    value: `CloudFormation would send all traffic to the first target group. See ${GUIDE}#a-network-load-balancer`,
  });
  guard.overrideLogicalId(idOf(guard, guarded));
  for (const { node: { defaultChild } } of [guarded.listener, ...guarded.others]) { defaultChild?.node.addDependency(guard); }
}

/** The logical id, computed at synthesis from the settings of the listener. Because the listener depends on the guard, reading them requests the id again. */
function idOf(guard: ssm.CfnParameter, guarded: GuardedListener): string {
  const id = String(Stack.of(guard).resolve(guard.logicalId));
  let isReading = false;
  return Lazy.uncachedString({
    produce: () => {
      if (isReading) { return id; }
      isReading = true;
      try {
        return `${id}${idHash(JSON.stringify(settingsOf(guarded)))}`;
      } finally {
        isReading = false;
      }
    },
  });
}

function settingsOf({ listener, certificate }: GuardedListener): object {
  const { DefaultActions: _, LoadBalancerArn: __, ...settings } = renderedProperties(listener.node.defaultChild as elbv2.CfnListener);
  return { settings, certificate: certificateSettings(certificate) };
}

/** The properties that replace a certificate of the app. Other changes of the certificate do not change the listener. */
function certificateSettings(certificate: acm.ICertificate | undefined): object {
  const resource = certificate?.node.defaultChild;
  if (!(resource instanceof acm.CfnCertificate)) { return {}; }
  const { DomainName, DomainValidationOptions, KeyAlgorithm, SubjectAlternativeNames, ValidationMethod } = renderedProperties(resource);
  return { DomainName, DomainValidationOptions, KeyAlgorithm, SubjectAlternativeNames, ValidationMethod };
}
