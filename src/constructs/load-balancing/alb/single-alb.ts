import { FeatureFlags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbExposureProps } from './alb-exposure-props';
import { AlbPlan } from './alb-plan';
import { createTargetGroup, forwardAction } from './alb-target-group-options';
import { http1Obstacles, targetProblems } from './alb-target-problems';
import { isHostName } from './alb-url';
import { AlbDefaults } from '../../profile/alb-defaults';
import { withDefaults } from '../../profile/profile-data';
import { allowProviderAccess } from '../authentication/provider-access';
import { EncryptedLogs, ExposureKind, ForwardedRequests } from '../exposure-kind';
import { RegulatedAlb } from './regulated-alb';
import { ListenerRulePlan } from '../listener-rule/listener-rule-plan';
import { domainProblems, domainTargetProblems, hasIpv6, recordName } from '../load-balancer/domain';
import { addListenerCertificate } from '../load-balancer/listener-certificate';
import { certificateOf, certificateProblems, Tls, tlsOf } from '../load-balancer/tls';
import { authenticationShiftProblems, ownListenerTestProblems, testHeaderProblems } from '../traffic-shift/shift-problems';
import { TestRoute } from '../traffic-shift/test-traffic';

/** A load balancer for one service. All ids are those of ecs-patterns, see docs/construct-ids.md. */
export class SingleAlb implements ExposureKind {
  public readonly hasTraffic = true;
  private readonly tls: Tls;
  private readonly alb: AlbPlan;

  public constructor(private readonly props: AlbExposureProps, private readonly isPublic: boolean) {
    this.tls = tlsOf(props);
    this.alb = new AlbPlan(props, this.tls, isPublic);
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, alb } = this;
    return [
      ...targetProblems(scope, props, alb.protocol),
      ...domainProblems(props),
      ...domainTargetProblems(props),
      ...(props.certificate ? certificateProblems(scope, 'certificate', props.certificate) : []),
      ...this.additionalCertificateProblems(scope),
      ...alb.problems(scope, vpc),
    ];
  }

  public get ownPorts(): readonly number[] { return this.alb.ports; }

  public open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint {
    const { props, alb, tls } = this;
    const certificate = tls.isSecure ? certificateOf(scope, props) : undefined;
    const { loadBalancer, listener } = alb.create(scope, vpc, { certificate });
    const targetGroup = createTargetGroup(listener, `${this.targetGroupId(scope)}Group`, props, { vpc });
    listener.addAction('Default', { action: forwardAction(props, elbv2.ListenerAction.forward([targetGroup])) });
    this.addCertificates(scope, listener);
    allowProviderAccess(scope, listener, props.authentication);
    const { domainName, domainZone: zone, domainTarget = loadBalancer } = props;
    const records = zone ? recordName(scope, { recordName: domainName, zone, loadBalancer: domainTarget, hasIpv6: hasIpv6(props) }) : [];
    const host = domainName !== undefined && isHostName(domainName) ? domainName : undefined;
    const url = alb.urlOf(host ?? loadBalancer.loadBalancerDnsName);
    const testListener = (port: number, group?: elbv2.ApplicationTargetGroup) => {
      const defaultAction = group ? elbv2.ListenerAction.forward([group]) : elbv2.ListenerAction.fixedResponse(404);
      return this.addCertificates(loadBalancer, alb.testListener(scope, vpc, loadBalancer, { port, certificate, defaultAction }));
    };
    return new AlbEndpoint(scope, { vpc, loadBalancer, listener, targetGroup, records, url, host, targets: props, testListener });
  }

  public get requests(): ForwardedRequests {
    return { obstacles: [...this.alb.obstaclesFor('the load balancer', false), ...http1Obstacles(this.props)] };
  }

  public shiftProblems(test?: TestRoute): readonly string[] {
    return [
      ...authenticationShiftProblems(this.props),
      ...ownListenerTestProblems(test, this.alb.ports),
      ...testHeaderProblems(ListenerRulePlan.BEFORE_DEFAULT, test),
    ];
  }

  public regulated(defaults: AlbDefaults, logGroups: EncryptedLogs): ExposureKind {
    const props = withDefaults(this.props, defaults);
    return new RegulatedAlb(new SingleAlb(props, this.isPublic), props, logGroups);
  }

  private additionalCertificateProblems(scope: Construct): string[] {
    const { props: { additionalCertificates = [] }, tls: { isSecure, certificateProps } } = this;
    if (additionalCertificates.length > 0 && !isSecure) { return [`additionalCertificates requires HTTPS; set ${certificateProps}`]; }
    return additionalCertificates.flatMap(each => certificateProblems(scope, 'additionalCertificates', each));
  }

  private addCertificates(scope: Construct, listener: elbv2.ApplicationListener): elbv2.ApplicationListener {
    for (const each of this.props.additionalCertificates ?? []) { addListenerCertificate(scope, undefined, listener, each); }
    return listener;
  }

  private targetGroupId(scope: Construct): string {
    if (!FeatureFlags.of(scope).isEnabled(ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID)) { return 'ECS'; }
    return `ECS${this.props.loadBalancerName ?? ''}${this.isPublic ? '' : 'Private'}`;
  }
}
