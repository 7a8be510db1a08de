import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbExposureProps } from './alb-exposure-props';
import { AlbProps } from './alb-props';
import { WEB_FIREWALL_LOG_PREFIX } from '../../../facts/web-firewall';
import { EncryptedLogs, ExposureKind, ForwardedRequests } from '../exposure-kind';
import { Tls, tlsOf } from '../load-balancer/tls';
import { attachWebAcl, WebFirewall } from '../load-balancer/web-firewall';
import { TestRoute } from '../traffic-shift/test-traffic';

/** An exposure that creates a load balancer. */
interface OwnAlb extends ExposureKind {
  open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint;
}

/** A load balancer behind a web ACL that accepts TLS only, writes access logs and is protected from deletion. */
export class RegulatedAlb implements ExposureKind {
  public readonly hasTraffic = true;

  public constructor(private readonly alb: OwnAlb, private readonly props: AlbExposureProps, private readonly logs: EncryptedLogs) {}

  public get requests(): ForwardedRequests | undefined { return this.alb.requests; }

  public get ownPorts(): readonly number[] | undefined { return this.alb.ownPorts; }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    return [...regulatedAlbProblems(this.props, tlsOf(this.props)), ...this.alb.problems(scope, vpc)];
  }

  public open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint {
    const endpoint = this.alb.open(scope, vpc);
    if (endpoint.loadBalancer) { protect(scope, endpoint.loadBalancer, this.props, this.logs); }
    return endpoint;
  }

  public shiftProblems(test?: TestRoute): readonly string[] { return this.alb.shiftProblems(test); }

  public regulated(): ExposureKind {
    return this;
  }
}

/** Why the regulated profile refuses a load balancer. */
export function regulatedAlbProblems(props: AlbProps, { isSecure, certificateProps }: Tls): string[] {
  const { accessLogs, accessLogsBucket, connectionLogs, connectionLogsBucket } = props;
  return [
    ...(isSecure ? [] : [`the regulated profile accepts TLS only; set ${certificateProps}`]),
    ...(accessLogs && !accessLogsBucket ? ['the regulated profile enables access logs; set accessLogsBucket to a bucket that is replicated and monitored as your rules require, or set accessLogs to false'] : []),
    ...(connectionLogs && !connectionLogsBucket ? ['connectionLogs requires connectionLogsBucket in the regulated profile; set it to your own bucket'] : []),
  ];
}

/** Associates a new web ACL with a load balancer that has none. */
export function protect(scope: Construct, loadBalancer: elbv2.IApplicationLoadBalancer, { webAclArn }: AlbProps, logs: EncryptedLogs): void {
  if (webAclArn !== undefined) { return; }
  const logGroup = logs.logGroup(scope, 'WebAclLogs', { namePrefix: WEB_FIREWALL_LOG_PREFIX });
  attachWebAcl(scope, loadBalancer, new WebFirewall(scope, 'WebAcl', logGroup).webAclArn);
}
