import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbProps } from './alb-props';
import { HTTP_PORT, HTTPS_PORT, protocolOf, urlOf } from './alb-url';
import { acknowledgeOpenness, admitVpc, unknownNetworkProblems } from '../load-balancer/admitted-clients';
import { hasIpv6 } from '../load-balancer/domain';
import { ipv6Problems } from '../load-balancer/ipv6-subnets';
import { logProblems, writeLogs } from '../load-balancer/load-balancer-logs';
import { loadBalancerProblems } from '../load-balancer/load-balancer-problems';
import { sslPolicyOf, Tls, tlsProblems } from '../load-balancer/tls';
import { attachWebAcl } from '../load-balancer/web-firewall';

/** The settings of a listener besides its props. */
export interface ListenerSettings {
  /** The default certificate of a listener with TLS. */
  readonly certificate?: acm.ICertificate;
  /** The action for requests that no rule forwards; without one, a target group must be added. */
  readonly defaultAction?: elbv2.ListenerAction;
}

/** A listener before it is created. */
interface NewListener extends ListenerSettings {
  readonly id: string;
  readonly port: number;
}

/** A load balancer and the listener that clients use. */
export interface AlbWithListener {
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly listener: elbv2.ApplicationListener;
}

/** An Application Load Balancer, of one service or shared. All ids are those of ecs-patterns, see docs/construct-ids.md. */
export class AlbPlan {
  private readonly port: number;
  private readonly redirects: boolean;

  public constructor(private readonly props: AlbProps, private readonly tls: Tls, private readonly isPublic: boolean) {
    this.port = props.listenerPort ?? (tls.isSecure ? HTTPS_PORT : HTTP_PORT);
    this.redirects = props.redirectHttp ?? (tls.isSecure && this.port !== HTTP_PORT);
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, tls } = this;
    const { listenerPort, openListener, redirectHttp } = props;
    return [
      ...logProblems(scope, props),
      ...tlsProblems(scope, props, tls, this.isPublic),
      ...loadBalancerProblems(scope, props, vpc.selectSubnets(this.subnets)),
      ...(tls.isSecure && redirectHttp && listenerPort === HTTP_PORT
        ? [`listenerPort (${listenerPort}) is the port of redirectHttp; use another port, or set redirectHttp to false`]
        : []),
      ...(!this.isPublic && openListener === undefined ? unknownNetworkProblems(vpc) : []),
    ];
  }

  public create(scope: Construct, vpc: ec2.IVpc, settings: ListenerSettings): AlbWithListener {
    const { props } = this;
    const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LB', {
      vpc,
      internetFacing: this.isPublic,
      vpcSubnets: this.subnets,
      loadBalancerName: props.loadBalancerName,
      deletionProtection: props.deletionProtection,
      idleTimeout: props.idleTimeout,
      clientKeepAlive: props.clientKeepAlive,
      ipAddressType: props.ipAddressType,
      dropInvalidHeaderFields: true,
    });
    scope.node.addValidation({ validate: () => hasIpv6(props) ? ipv6Problems(vpc.selectSubnets(this.subnets)) : [] });
    writeLogs(scope, loadBalancer, props);
    if (props.webAclArn !== undefined) { attachWebAcl(scope, loadBalancer, props.webAclArn); }
    if (this.isPublic && this.isOpen) { acknowledgeOpenness(loadBalancer); }
    const listener = this.listen(scope, loadBalancer, { ...settings, id: 'PublicListener', port: this.port });
    if (this.redirects) { this.redirect(loadBalancer, listener); }
    this.admitNetwork(vpc, loadBalancer, this.ports);
    return { loadBalancer, listener };
  }

  /** The ports of the listeners. */
  public get ports(): readonly number[] { return this.redirects ? [this.port, HTTP_PORT] : [this.port]; }

  /** A second listener for the same clients, with the settings of the first one. */
  public testListener(
    scope: Construct, vpc: ec2.IVpc, loadBalancer: elbv2.ApplicationLoadBalancer, settings: Omit<NewListener, 'id'>,
  ): elbv2.ApplicationListener {
    const listener = this.listen(scope, loadBalancer, { ...settings, id: 'TestListener' });
    this.admitNetwork(vpc, loadBalancer, [settings.port]);
    return listener;
  }

  /** Why a Lambda function without a client certificate cannot connect. A load balancer that the exposure creates can allow a function in the VPC. */
  public obstaclesFor(path: string, isShared: boolean): readonly string[] {
    const { mutualAuthentication, openListener } = this.props;
    return [
      ...(mutualAuthentication?.mutualAuthenticationMode === elbv2.MutualAuthenticationMode.VERIFY
        ? [`mutualAuthentication of '${path}' refuses clients without a certificate`]
        : []),
      ...(openListener === false && (isShared || this.isPublic) ? [`openListener (false) of '${path}' does not allow the function`] : []),
    ];
  }

  public get protocol(): elbv2.ApplicationProtocol { return protocolOf(this.tls.isSecure); }

  /** The URL of a host of the load balancer. */
  public urlOf(host: string): string {
    return urlOf(host, { isSecure: this.tls.isSecure, port: this.port });
  }

  private get subnets(): ec2.SubnetSelection {
    return this.props.loadBalancerSubnets ?? (this.isPublic ? { subnetType: ec2.SubnetType.PUBLIC } : {});
  }

  private listen(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, settings: NewListener): elbv2.ApplicationListener {
    const { props: { mutualAuthentication }, tls: { isSecure }, protocol, isOpen: open } = this;
    const { id, port, certificate, defaultAction } = settings;
    const sslPolicy = isSecure ? sslPolicyOf(scope, this.props) : undefined;
    const listener = loadBalancer.addListener(id, { protocol, port, open, sslPolicy, mutualAuthentication, defaultAction });
    if (certificate) { listener.addCertificates('Arns', [elbv2.ListenerCertificate.fromCertificateManager(certificate)]); }
    return listener;
  }

  /** The redirect waits for the listener, which may have to release port 80 first. */
  private redirect(loadBalancer: elbv2.ApplicationLoadBalancer, listener: elbv2.ApplicationListener): void {
    const redirect = loadBalancer.addListener('PublicRedirectListener', {
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: HTTP_PORT,
      open: this.isOpen,
      defaultAction: elbv2.ListenerAction.redirect({ port: String(this.port), protocol: elbv2.ApplicationProtocol.HTTPS, permanent: true }),
    });
    redirect.node.addDependency(listener);
  }

  private get isOpen(): boolean {
    return this.props.openListener ?? this.isPublic;
  }

  private admitNetwork(vpc: ec2.IVpc, loadBalancer: elbv2.ApplicationLoadBalancer, ports: readonly number[]): void {
    if (this.isPublic || this.props.openListener !== undefined) { return; }
    admitVpc(loadBalancer, vpc, ports.map(port => ec2.Port.tcp(port)), hasIpv6(this.props));
  }
}
