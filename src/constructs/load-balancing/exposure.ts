import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbExposureProps } from './alb/alb-exposure-props';
import { SingleAlb } from './alb/single-alb';
import { checkEdge, checkListener, checkProps } from './exposure-arguments';
import { ExposureKind } from './exposure-kind';
import { AlbListenerDefault, AlbListenerDefaultProps } from './listener-rule/alb-listener-default';
import { AlbListenerRule, AlbListenerRuleProps } from './listener-rule/alb-listener-rule';
import { NlbExposureProps } from './nlb/nlb-exposure-props';
import { SingleNlb } from './nlb/single-nlb';
import { ISharedAlb } from './shared-alb/shared-alb-interface';
import { SharedAlbExposureProps, SharedAlbRule } from './shared-alb/shared-alb-rule';

const NONE: ExposureKind = { hasTraffic: false, problems: () => [], shiftProblems: () => [], open: () => undefined, regulated: () => NONE };

/**
 * How clients reach a service.
 */
export class Exposure {
  /**
   * An internet-facing Application Load Balancer.
   *
   * It uses HTTPS with a certificate, or with a domain to create one for, and redirects HTTP to HTTPS. Without either, set `insecureHttp`.
   *
   * @param props certificate, domain, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
   */
  public static publicAlb(props: AlbExposureProps = {}): Exposure {
    checkProps('publicAlb', props);
    return new Exposure(new SingleAlb(props, true));
  }

  /**
   * An internal Application Load Balancer, which only clients in the network of the cluster can reach.
   *
   * @param props certificate, domain, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
   */
  public static internalAlb(props: AlbExposureProps = {}): Exposure {
    checkProps('internalAlb', props);
    return new Exposure(new SingleAlb(props, false));
  }

  /**
   * A rule on the listener of an existing Application Load Balancer, which forwards the requests for some hosts and paths.
   *
   * One load balancer can then serve many services. The target group and the rule are created in the stack of the service.
   *
   * @param listener the listener, of this app or imported
   * @param props the conditions and the priority of the rule
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
   */
  public static albListenerRule(listener: elbv2.IApplicationListener, props: AlbListenerRuleProps): Exposure {
    checkListener('albListenerRule', 'sharedAlb', listener);
    checkProps('albListenerRule', props);
    return new Exposure(new AlbListenerRule(listener, props));
  }

  /**
   * The default of the listener of an existing Application Load Balancer: all requests that no other rule forwards.
   *
   * A listener of the same stack without a default action gets one that forwards to the service. Otherwise a rule for all paths is created in the
   * stack of the service, after all automatic priorities, with the priority 50000 unless you set another. The default action of the listener then
   * stays as it is, because in another stack it would be a circular dependency between the stacks.
   *
   * Throws when another service is the default of the listener already.
   *
   * @param listener the listener, of this app or imported
   * @param props the priority of the rule, health check and more
   */
  public static albListenerDefault(listener: elbv2.IApplicationListener, props: AlbListenerDefaultProps = {}): Exposure {
    checkListener('albListenerDefault', 'sharedAlbDefault', listener);
    checkProps('albListenerDefault', props);
    return new Exposure(new AlbListenerDefault(listener, props));
  }

  /**
   * A load balancer that many services share: a `SharedAlb` of this app or imported.
   *
   * The target group, rule, DNS records and certificates are created in the stack of the service.
   *
   * @param edge the shared load balancer
   * @param props the conditions and the priority of the rule, and the DNS records and certificates of the service
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
   */
  public static sharedAlb(edge: ISharedAlb, props: SharedAlbExposureProps): Exposure {
    checkEdge('sharedAlb', 'albListenerRule', edge);
    checkProps('sharedAlb', props);
    return new Exposure(new SharedAlbRule(edge, props));
  }

  /**
   * The default of a shared load balancer: all requests that no other rule forwards.
   *
   * A rule for all paths is created in the stack of the service, after all automatic priorities, with the priority 50000 unless you set another.
   *
   * Throws when another service is the default of the load balancer already.
   *
   * @param edge the shared load balancer
   * @param props the priority of the rule, health check and more
   */
  public static sharedAlbDefault(edge: ISharedAlb, props: AlbListenerDefaultProps = {}): Exposure {
    checkEdge('sharedAlbDefault', 'albListenerDefault', edge);
    checkProps('sharedAlbDefault', props);
    return new Exposure(new AlbListenerDefault(edge.listener, props, { loadBalancer: edge.loadBalancer, url: edge.url }));
  }

  /**
   * An internet-facing Network Load Balancer for TLS, TCP or UDP.
   *
   * It uses TLS with a certificate, or with a domain to create one for. Otherwise set `protocol` and `listenerPort`.
   *
   * @param props protocol, port, certificate, addresses, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb.html
   */
  public static publicNlb(props: NlbExposureProps = {}): Exposure {
    checkProps('publicNlb', props);
    return new Exposure(new SingleNlb(props, true));
  }

  /**
   * An internal Network Load Balancer for TLS, TCP or UDP, which only clients in the network of the cluster can reach.
   *
   * @param props protocol, port, certificate, addresses, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb.html
   */
  public static internalNlb(props: NlbExposureProps = {}): Exposure {
    checkProps('internalNlb', props);
    return new Exposure(new SingleNlb(props, false));
  }

  /**
   * No load balancer: for workers, and for services that clients find through Cloud Map or Service Connect.
   */
  public static none(): Exposure {
    return new Exposure(NONE);
  }

  private constructor(
    /** @internal */
    public readonly _kind: ExposureKind,
  ) {}
}
