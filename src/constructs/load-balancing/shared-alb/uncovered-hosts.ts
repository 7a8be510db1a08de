import { Annotations } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { ISharedAlb } from './shared-alb-interface';
import { isCovered } from './shared-front';
import { isKnownLater } from '../../checks';
import { isHostName } from '../alb/alb-url';
import { LISTENER_CERTIFICATES } from '../load-balancer/app-resources';
import { certificateNamesOf } from '../load-balancer/listener-certificate';

/** Warns at synthesis about hosts that no certificate of the load balancer covers. Certificates from all stacks of the app count. */
export function warnOfHostsWithoutCertificate(scope: IConstruct, edge: ISharedAlb, hosts: readonly string[]): void {
  const names = hosts.filter(host => !isKnownLater(host) && isHostName(host));
  scope.node.addValidation({
    validate: () => {
      const uncovered = withoutCertificate(scope, edge, names);
      if (uncovered.length > 0) { warn(scope, edge, uncovered); }
      return [];
    },
  });
}

function withoutCertificate(scope: IConstruct, { listener }: ISharedAlb, hosts: readonly string[]): readonly string[] {
  const covered = coveredNames(scope, listener);
  return covered === undefined ? [] : hosts.filter(host => !isCovered(host, covered));
}

/** The names of all certificates; undefined when some are unknown, such as those of a listener of another app. */
function coveredNames(scope: IConstruct, listener: elbv2.IApplicationListener): readonly string[] | undefined {
  if (!(listener instanceof elbv2.ApplicationListener)) { return undefined; }
  const names = LISTENER_CERTIFICATES.of(scope).filter(({ listenerArn }) => listenerArn === listener.listenerArn).map(certificateNamesOf);
  return names.some(each => each?.some(isKnownLater) ?? true) ? undefined : names.flatMap(each => each ?? []);
}

function warn(scope: IConstruct, edge: ISharedAlb, hosts: readonly string[]): void {
  Annotations.of(scope).addWarningV2(
    'cdk-ecs-shipshape:host-without-certificate',
    `no certificate of '${edge.node.path}' covers host ${hosts.map(host => `'${host}'`).join(', ')}, so browsers refuse it; set domainZone for a new certificate, certificates of the exposure, or domains of the load balancer`,
  );
}
