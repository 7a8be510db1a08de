import { FeatureFlags, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { accessLogProblems, logAccess } from './access-logs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbExposureProps } from './alb-exposure-props';
import { targetGroupProps, targetProblems } from './alb-target-group-options';
import { domainProblems, hasIpv6, recordName } from './domain';
import { EncryptedLogs, ExposureKind } from './exposure-kind';
import { ipv6Problems } from './ipv6-subnets';
import { loadBalancerProblems } from './load-balancer-problems';
import { RegulatedAlb } from './regulated-alb';
import { certificateOf, sslPolicyOf, tlsProblems, usesTls } from './tls';
import { attachWebAcl } from './web-firewall';
import { vpcCidr, vpcIpv6Cidr } from '../network/vpc-cidr';
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
    this.isSecure = usesTls(props);
    this.port = props.listenerPort ?? (this.isSecure ? HTTPS_PORT : HTTP_PORT);
    this.redirects = props.redirectHttp ?? (this.isSecure && this.port !== HTTP_PORT);
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, protocol } = this;
    const { listenerPort, openListener, redirectHttp } = props;
    return [
      ...targetProblems(props, protocol),
      ...domainProblems(props),
      ...accessLogProblems(scope, props),
      ...tlsProblems(scope, props, this.isPublic),
      ...loadBalancerProblems(scope, props, vpc.selectSubnets(this.subnets)),
      ...(this.isSecure && redirectHttp && listenerPort === HTTP_PORT
        ? [`listenerPort (${listenerPort}) is the one that redirectHttp needs, use another or set redirectHttp to false`]
        : []),
      ...(!this.isPublic && openListener === undefined && vpcCidr(vpc) === undefined
        ? ['an internal load balancer admits the CIDR of its VPC, which is not known of this imported one; give vpcCidrBlock to Vpc.fromVpcAttributes, or say who may connect with openListener']
        : []),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint {
    const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LB', {
      vpc,
      internetFacing: this.isPublic,
      vpcSubnets: this.subnets,
      loadBalancerName: this.props.loadBalancerName,
      deletionProtection: this.props.deletionProtection,
      idleTimeout: this.props.idleTimeout,
      ipAddressType: this.props.ipAddressType,
      dropInvalidHeaderFields: true,
    });
    scope.node.addValidation({ validate: () => hasIpv6(this.props) ? ipv6Problems(vpc.selectSubnets(this.subnets)) : [] });
    logAccess(scope, loadBalancer, this.props);
    if (this.props.webAclArn !== undefined) { attachWebAcl(scope, loadBalancer, this.props.webAclArn); }
    this.acknowledgeOpenness(loadBalancer);
    const listener = this.listen(scope, loadBalancer);
    const targetGroup = listener.addTargets(this.targetGroupId(scope), targetGroupProps(this.props));
    if (this.redirects) { this.redirect(loadBalancer, listener); }
    this.admitNetwork(vpc, loadBalancer);
    const records = recordName(scope, loadBalancer, this.props);
    return new AlbEndpoint(scope, { vpc, loadBalancer, listener, targetGroup, records, url: this.url(loadBalancer), targets: this.props });
  }

  public regulated(defaults: AlbDefaults, logGroups: EncryptedLogs): ExposureKind {
    const props = withDefaults(this.props, defaults);
    return new RegulatedAlb(new SingleAlb(props, this.isPublic), props, logGroups);
  }

  private get protocol(): elbv2.ApplicationProtocol {
    return this.isSecure ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP;
  }

  private get subnets(): ec2.SubnetSelection {
    return this.props.loadBalancerSubnets ?? (this.isPublic ? { subnetType: ec2.SubnetType.PUBLIC } : {});
  }

  private listen(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer): elbv2.ApplicationListener {
    const { isSecure, protocol, port, isOpen: open } = this;
    const listener = loadBalancer.addListener('PublicListener', { protocol, port, open, sslPolicy: isSecure ? sslPolicyOf(scope, this.props) : undefined });
    if (isSecure) { listener.addCertificates('Arns', [elbv2.ListenerCertificate.fromCertificateManager(certificateOf(scope, this.props))]); }
    return listener;
  }

  /** The listener gives port 80 free first, if it had it before. */
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
    const ipv6 = hasIpv6(this.props) ? vpcIpv6Cidr(vpc) : undefined;
    const peers = [ec2.Peer.ipv4(vpcCidr(vpc) ?? vpc.vpcCidrBlock), ...(ipv6 ? [ec2.Peer.ipv6(ipv6.cidr)] : [])];
    for (const port of this.redirects ? [this.port, HTTP_PORT] : [this.port]) {
      for (const peer of peers) { loadBalancer.connections.allowFrom(peer, ec2.Port.tcp(port), `The VPC, on port ${port}`); }
    }
    if (ipv6) { loadBalancer.node.addDependency(ipv6.assignment); }
  }

  private targetGroupId(scope: Construct): string {
    if (!FeatureFlags.of(scope).isEnabled(ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID)) { return 'ECS'; }
    return `ECS${this.props.loadBalancerName ?? ''}${this.isPublic ? '' : 'Private'}`;
  }

  private url(loadBalancer: elbv2.ApplicationLoadBalancer): string {
    const [scheme, usualPort] = this.isSecure ? ['https', HTTPS_PORT] : ['http', HTTP_PORT];
    const host = this.props.domainName ?? loadBalancer.loadBalancerDnsName;
    return `${scheme}://${host}${this.port === usualPort ? '' : `:${this.port}`}`;
  }
}
