import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { HTTPS_PORT } from './alb-url';
import { REQUEST_HEALTH_CHECKS } from '../../../facts/network-load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { wholeNumberProblem } from '../../checks';
import { isOtherVpc } from '../../network/other-vpc';
import { ExistingListener } from '../listener-rule/existing-listener';
import { AlbCheck } from '../nlb/checked-listener';
import { NlbForAlbProps } from '../nlb/nlb-for-alb-props';
import { connectionCheckProblems, separateCheckPort } from '../nlb/nlb-health-check';

/** What is known about the Application Load Balancer behind a Network Load Balancer. */
export interface KnownAlb {
  readonly vpc: ec2.IVpc;
  readonly port: number;
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;
}

/** The Application Load Balancer behind a Network Load Balancer. */
export class AlbTarget {
  public static of(props: NlbForAlbProps): AlbTarget {
    return new AlbTarget(props, props.listener instanceof elbv2.ApplicationListener ? props.listener : undefined);
  }

  public readonly vpc?: ec2.IVpc;
  /** The protocol of health checks: that of the listener, as far as it is known. */
  public readonly checkProtocol: elbv2.Protocol;
  private readonly port?: number;
  private readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  private readonly protocol?: string;

  private constructor(private readonly props: NlbForAlbProps, private readonly own?: elbv2.ApplicationListener) {
    this.protocol = new ExistingListener(props.listener).protocol;
    this.loadBalancer = props.loadBalancer ?? own?.loadBalancer;
    this.port = props.albPort ?? own?.port;
    this.vpc = props.vpc ?? this.loadBalancer?.vpc;
    this.checkProtocol = this.usesTls || this.protocol === undefined && this.port === HTTPS_PORT
      ? elbv2.Protocol.HTTPS
      : elbv2.Protocol.HTTP;
  }

  public problems(isRegulated: boolean): string[] {
    const { props, own, port, loadBalancer, vpc, protocol } = this;
    const { albPort, internetFacing = false, insecureHttp, listenerPort, healthCheck } = props;
    const path = props.listener.node.path;
    return [
      ...(loadBalancer ? [] : [`loadBalancer is required, since listener '${path}' is imported`]),
      ...(port === undefined ? [`albPort is required, since listener '${path}' is imported`] : []),
      ...(vpc || !loadBalancer ? [] : [`vpc is required, since the VPC of load balancer '${loadBalancer.node.path}' is unknown`]),
      ...(own && props.loadBalancer && props.loadBalancer !== own.loadBalancer
        ? [`loadBalancer ('${props.loadBalancer.node.path}') is not the load balancer of listener '${path}' ('${own.loadBalancer.node.path}'); remove it`]
        : []),
      ...(own && albPort !== undefined && !Token.isUnresolved(own.port) && albPort !== own.port
        ? [`albPort (${albPort}) is not the port of listener '${path}' (${own.port}), to which the target group must forward; remove it`]
        : []),
      ...(props.vpc && loadBalancer?.vpc && isOtherVpc(props.vpc.vpcId, loadBalancer.vpc.vpcId)
        ? [`vpc ('${props.vpc.node.path}') is not the VPC of the Application Load Balancer ('${loadBalancer.vpc.node.path}'); remove it`]
        : []),
      ...wholeNumberProblem('albPort', albPort, { min: 1, max: PORT_MAXIMUM }),
      ...wholeNumberProblem('listenerPort', listenerPort, { min: 1, max: PORT_MAXIMUM }),
      ...connectionCheckProblems({ protocol: this.checkProtocol, ...healthCheck }, REQUEST_HEALTH_CHECKS),
      ...(protocol !== elbv2.ApplicationProtocol.HTTP ? [] : [
        ...(isRegulated ? [`the regulated profile accepts TLS only, and listener '${path}' uses HTTP; use a listener with a certificate`] : []),
        ...(internetFacing && !insecureHttp
          ? [`a public load balancer in front of listener '${path}', which has no certificate, accepts HTTP only; give the listener a certificate, or set insecureHttp: true`]
          : []),
      ]),
    ];
  }

  /** Whether clients and the Application Load Balancer certainly use TLS. */
  public get usesTls(): boolean { return this.protocol === elbv2.ApplicationProtocol.HTTPS; }

  /** The values that `problems` has checked. */
  public known(scope: Construct): KnownAlb {
    const { vpc, port, loadBalancer } = this;
    if (!vpc || port === undefined || !loadBalancer) { throw new Error(`[${scope.node.path}] loadBalancer, albPort and vpc are required for an imported listener`); }
    return { vpc, port, loadBalancer };
  }

  /** The destination of health checks. */
  public check(scope: Construct): AlbCheck {
    const { props: { healthCheck }, checkProtocol } = this;
    const { loadBalancer, port } = this.known(scope);
    return { loadBalancer, port: separateCheckPort(healthCheck) ?? port, protocol: healthCheck?.protocol ?? checkProtocol };
  }

  /** Allows health checks on another port. */
  public allowChecks(client: elbv2.NetworkLoadBalancer): void {
    const port = separateCheckPort(this.props.healthCheck);
    if (port === undefined || port === this.port) { return; }
    client.connections.allowTo(this.props.listener, ec2.Port.tcp(port), 'Health checks of the Application Load Balancer');
  }
}
