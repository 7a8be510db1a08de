import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ImportedSharedAlb, SharedAlbAttributes } from './imported-shared-alb';
import { SharedAlbDomains } from './shared-alb-domains';
import { ISharedAlb } from './shared-alb-interface';
import { writeOutboundRules } from './shared-alb-outbound';
import { SHARED_ALB_PROPS } from './shared-alb-prop-table';
import { SharedAlbProps } from './shared-alb-props';
import { quotaValueProblems, refuseAboveQuota } from './shared-alb-quotas';
import { exportToServices } from './shared-alb-references';
import { attachFront, SharedFront } from './shared-front';
import { EcsValidator } from '../../../validation/ecs-validator';
import { refuse } from '../../checks';
import { findProfile, withDefaults } from '../../profile/profile-data';
import { RegulatedResources } from '../../profile/regulated-resources';
import { injectProps } from '../../property-injection';
import { AlbPlan } from '../alb/alb-plan';
import { isHostName } from '../alb/alb-url';
import { protect, regulatedAlbProblems } from '../alb/regulated-alb';
import { hasIpv6 } from '../load-balancer/domain';

/**
 * An Application Load Balancer that many services share: its listener, names and certificates, redirect, logs and web ACL.
 *
 * Services use it with `Exposure.sharedAlb`. Their rules, target groups, DNS records and certificates are created in their stacks, so that the
 * stack of the load balancer does not depend on them.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export class SharedAlb extends Construct implements ISharedAlb {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.SharedAlb';

  /**
   * Imports a load balancer of another app.
   *
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the attributes of the load balancer
   */
  public static fromSharedAlbAttributes(scope: Construct, id: string, attributes: SharedAlbAttributes): ISharedAlb {
    return new ImportedSharedAlb(scope, id, attributes);
  }

  /**
   * The load balancer.
   */
  public readonly loadBalancer: elbv2.IApplicationLoadBalancer;

  /**
   * The listener for the rules of the services.
   */
  public readonly listener: elbv2.IApplicationListener;

  /**
   * The URL of the first domain without a wildcard, otherwise of the load balancer.
   */
  public readonly url?: string;

  /**
   * The connections of the load balancer. Use them to allow additional clients.
   */
  public readonly connections: ec2.Connections;

  /**
   * Creates a load balancer. Throws when props can never work.
   *
   * @param scope the scope of the load balancer
   * @param id the construct id of the load balancer
   * @param props network, names, certificates and more
   */
  public constructor(scope: Construct, id: string, props: SharedAlbProps) {
    super(scope, id);
    props = injectProps(scope, id, SharedAlb.PROPERTY_INJECTION_ID, props);
    const profile = findProfile(this, props.profile);
    props = withDefaults(props, { deletionProtection: true, ...profile.alb });
    const { vpc, internetFacing = false, defaultAction = elbv2.ListenerAction.fixedResponse(404) } = props;
    const domains = new SharedAlbDomains(props);
    const { tls } = domains;
    const alb = new AlbPlan(props, tls, internetFacing);
    refuse(this, [
      ...(profile.isRegulated ? regulatedAlbProblems(props, tls) : []),
      ...quotaValueProblems(props),
      ...domains.problems(this),
      ...alb.problems(this, vpc),
    ]);
    const certified = domains.certify(this);
    const certificate = domains.defaultCertificate(certified);
    const created = alb.create(this, vpc, { certificate, defaultAction });
    domains.attach(this, certified, created);
    const { loadBalancer, listener } = created;
    writeOutboundRules(loadBalancer, props);
    if (profile.isRegulated) { protect(this, loadBalancer, props, new RegulatedResources(this, { encryptionKey: profile.encryptionKey })); }
    refuseAboveQuota(this, loadBalancer, props, certificate);
    exportToServices(this, created);
    this.loadBalancer = loadBalancer;
    this.listener = listener;
    this.connections = listener.connections;
    const { domainName } = props.domains?.find(domain => isHostName(domain.domainName)) ?? {};
    this.url = alb.urlOf(domainName ?? loadBalancer.loadBalancerDnsName);
    const front: SharedFront = {
      isSecure: tls.isSecure,
      certificateNames: domains.certificateNames,
      hasUnknownCertificates: domains.hasUnknownCertificates,
      recordedNames: domains.recordedNames,
      hasIpv6: hasIpv6(props),
      obstacles: alb.obstaclesFor(this.node.path, true),
      allowsHttpsOutbound: props.allowHttpsOutbound === true,
      isAliasTarget: true,
      urlOf: host => alb.urlOf(host),
    };
    attachFront(this, front);
    attachFront(listener, front);
    EcsValidator._switchOn(this, SHARED_ALB_PROPS, profile.isRegulated);
  }
}
