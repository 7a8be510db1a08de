import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { EndpointKind, ExposureKind, ForwardedRequests } from '../exposure-kind';
import { SharedAlbHosts } from './shared-alb-hosts';
import { ISharedAlb } from './shared-alb-interface';
import { frontOf } from './shared-front';
import { AlbListenerRule, AlbListenerRuleProps } from '../listener-rule/alb-listener-rule';
import { TestRoute } from '../traffic-shift/test-traffic';

/**
 * Options of a service behind a shared load balancer.
 */
export interface SharedAlbExposureProps extends AlbListenerRuleProps {
  /**
   * The hosted zone for the DNS records of `hosts`, which are created in the stack of the service.
   *
   * A host that no certificate of the load balancer covers also gets a certificate, which is validated in the zone. Names in `domains` of the load
   * balancer have a record already. Add further hosts at the end, so that the first one keeps its record.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;

  /**
   * Certificates that cover `hosts`, in the Region and account of the stack. The listener selects a certificate by the host name that the client
   * sends (SNI).
   *
   * @default - with `domainZone` a new one for hosts that no certificate of the load balancer covers, otherwise none
   */
  readonly certificates?: acm.ICertificate[];
}

/** A rule on the listener of a shared load balancer, with the names of the service. */
export class SharedAlbRule implements ExposureKind {
  public readonly hasTraffic = true;
  private readonly rule: AlbListenerRule;
  private readonly hosts: SharedAlbHosts;

  public constructor(private readonly edge: ISharedAlb, props: SharedAlbExposureProps) {
    this.rule = new AlbListenerRule(edge.listener, props);
    this.hosts = new SharedAlbHosts(edge, props);
  }

  public get requests(): ForwardedRequests {
    const { requests } = this.rule;
    return { ...requests, obstacles: [...frontOf(this.edge).obstacles ?? [], ...requests.obstacles ?? []] };
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    return [...this.rule.problems(scope, vpc), ...this.hosts.problems(scope)];
  }

  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind {
    const { edge: { loadBalancer }, hosts } = this;
    const endpoint = this.rule.open(scope, vpc, { loadBalancer, url: hosts.url, ...hosts.open(scope) });
    hosts.warnOfMissingCertificates(endpoint.targetGroup);
    return endpoint;
  }

  public shiftProblems(test?: TestRoute): readonly string[] { return this.rule.shiftProblems(test); }

  public regulated(): ExposureKind {
    return this.rule.regulatedAs(this);
  }
}
