import { FeatureFlags, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { accessLogProblems, logAccess } from './access-logs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbExposureProps } from './alb-exposure-props';
import { domainProblems } from './domain';
import { EncryptedLogs, ExposureKind } from './exposure-kind';
import { RegulatedAlb } from './regulated-alb';
import { targetGroupProps, targetProblems } from './target-props';
import { attachWebAcl } from './web-firewall';
import { vpcCidr } from '../network/vpc-cidr';
import { AlbDefaults } from '../profile/alb-defaults';
import { withDefaults } from '../profile/profile-data';

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** A load balancer for one service. All ids are those of ecs-patterns, see docs/construct-ids.md. */
export class SingleAlb implements ExposureKind {
  public readonly hasTraffic = true;
  private readonly isSecure: boolean;
  private readonly port: number;
  private readonly redirects: boolean;

  public constructor(private readonly props: AlbExposureProps, private readonly isPublic: boolean) {
    this.isSecure = props.certificate !== undefined || (props.domainName !== undefined && props.domainZone !== undefined);
    this.port = props.listenerPort ?? (this.isSecure ? HTTPS_PORT : HTTP_PORT);
    this.redirects = props.redirectHttp ?? (this.isSecure && this.port !== HTTP_PORT);
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { listenerPort, openListener, redirectHttp, sslPolicy } = this.props;
    const problems = [...targetProblems(this.props), ...domainProblems(this.props), ...accessLogProblems(scope, this.props), ...this.tlsProblems()];
    if (!this.isSecure && redirectHttp) {
      problems.push('redirectHttp (true) has no HTTPS to redirect to, give a certificate, or domainName and domainZone');
    }
    if (!this.isSecure && sslPolicy !== undefined) {
      problems.push(`sslPolicy (${sslPolicy}) is for HTTPS, give a certificate, or domainName and domainZone`);
    }
    if (this.isSecure && redirectHttp && listenerPort === HTTP_PORT) {
      problems.push(`listenerPort (${listenerPort}) is the one that redirectHttp needs, use another or set redirectHttp to false`);
    }
    if (!this.isPublic && openListener === undefined && vpcCidr(vpc) === undefined) {
      problems.push('an internal load balancer admits the CIDR of its VPC, which is not known of this imported one; give vpcCidrBlock to Vpc.fromVpcAttributes, or say who may connect with openListener');
    }
    return problems;
  }

  /** Passwords and sessions of clients on the internet are not for everyone to read, unless that is said. */
  private tlsProblems(): string[] {
    const { insecureHttp } = this.props;
    if (this.isSecure) { return insecureHttp ? ['insecureHttp (true) cannot be combined with HTTPS; remove it'] : []; }
    return this.isPublic && !insecureHttp
      ? ['a public load balancer without a certificate accepts HTTP only; set certificate, or domainName and domainZone, or insecureHttp: true']
      : [];
  }

  public open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint {
    const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LB', {
      vpc,
      internetFacing: this.isPublic,
      vpcSubnets: this.props.loadBalancerSubnets,
      loadBalancerName: this.props.loadBalancerName,
      deletionProtection: this.props.deletionProtection,
      idleTimeout: this.props.idleTimeout,
      ipAddressType: this.props.ipAddressType,
      dropInvalidHeaderFields: true,
    });
    logAccess(scope, loadBalancer, this.props);
    if (this.props.webAclArn !== undefined) { attachWebAcl(scope, loadBalancer, this.props.webAclArn); }
    this.acknowledgeOpenness(loadBalancer);
    const listener = this.listen(scope, loadBalancer);
    const targetGroup = listener.addTargets(this.targetGroupId(scope), targetGroupProps(this.props));
    if (this.redirects) { this.redirect(loadBalancer, listener); }
    this.admitNetwork(vpc, loadBalancer);
    this.recordName(scope, loadBalancer);
    return new AlbEndpoint(scope, { vpc, loadBalancer, listener, targetGroup, url: this.url(loadBalancer), targets: this.props });
  }

  public regulated(defaults: AlbDefaults, logGroups: EncryptedLogs): ExposureKind {
    const props = withDefaults(this.props, defaults);
    return new RegulatedAlb(new SingleAlb(props, this.isPublic), props, logGroups);
  }

  private listen(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer): elbv2.ApplicationListener {
    if (!this.isSecure) {
      return loadBalancer.addListener('PublicListener', { protocol: elbv2.ApplicationProtocol.HTTP, port: this.port, open: this.isOpen });
    }
    const listener = loadBalancer.addListener('PublicListener', {
      protocol: elbv2.ApplicationProtocol.HTTPS,
      port: this.port,
      open: this.isOpen,
      sslPolicy: this.props.sslPolicy ?? elbv2.SslPolicy.RECOMMENDED_TLS,
    });
    listener.addCertificates('Arns', [elbv2.ListenerCertificate.fromCertificateManager(this.props.certificate ?? this.newCertificate(scope))]);
    return listener;
  }

  private newCertificate(scope: Construct): acm.ICertificate {
    return new acm.Certificate(scope, 'Certificate', {
      domainName: this.props.domainName ?? '',
      validation: acm.CertificateValidation.fromDns(this.props.domainZone),
    });
  }

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

  private acknowledgeOpenness(loadBalancer: elbv2.ApplicationLoadBalancer): void {
    const group = loadBalancer.node.tryFindChild('SecurityGroup');
    if (!group || !this.isPublic || !this.isOpen) { return; }
    Validations.of(group).acknowledge({ id: 'AwsSolutions-EC23', reason: 'A public load balancer is there for every address; its listeners alone are open' });
  }

  private admitNetwork(vpc: ec2.IVpc, loadBalancer: elbv2.ApplicationLoadBalancer): void {
    if (this.isPublic || this.props.openListener !== undefined) { return; }
    const cidr = ec2.Peer.ipv4(vpcCidr(vpc) ?? vpc.vpcCidrBlock);
    for (const port of this.redirects ? [this.port, HTTP_PORT] : [this.port]) {
      loadBalancer.connections.allowFrom(cidr, ec2.Port.tcp(port), `The VPC, on port ${port}`);
    }
  }

  private targetGroupId(scope: Construct): string {
    if (!FeatureFlags.of(scope).isEnabled(ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID)) { return 'ECS'; }
    return `ECS${this.props.loadBalancerName ?? ''}${this.isPublic ? '' : 'Private'}`;
  }

  private recordName(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer): void {
    const { domainName, domainZone } = this.props;
    if (!domainZone) { return; }
    new route53.ARecord(scope, 'DNS', {
      zone: domainZone,
      recordName: domainName,
      target: route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer)),
    });
  }

  private url(loadBalancer: elbv2.ApplicationLoadBalancer): string {
    const [scheme, usualPort] = this.isSecure ? ['https', HTTPS_PORT] : ['http', HTTP_PORT];
    const host = this.props.domainName ?? loadBalancer.loadBalancerDnsName;
    return `${scheme}://${host}${this.port === usualPort ? '' : `:${this.port}`}`;
  }
}
