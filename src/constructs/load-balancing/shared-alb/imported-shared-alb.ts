import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ISharedAlb } from './shared-alb-interface';
import { attachFront, certificateNameProblems, SharedFront } from './shared-front';
import { LISTENER_ARN_FORM, listenerArnProblem } from '../../../facts/listener-arns';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { isKnownLater, refuse, wholeNumberProblem } from '../../checks';
import { urlOf } from '../alb/alb-url';
import { hasIpv6 } from '../load-balancer/domain';

/**
 * The attributes of an existing shared load balancer.
 */
export interface SharedAlbAttributes {
  /**
   * The ARN of the listener for the rules of the services. It must belong to an Application Load Balancer in the Region and account of the services.
   */
  readonly listenerArn: string;

  /**
   * The security groups of the load balancer.
   *
   * Import a group with `allowAllOutbound: false` only if it has no rule that allows all outbound traffic, as for the load balancers of the CDK.
   * Services then add outbound rules to their tasks. Do not set it for a group with such a rule: CloudFormation removes the rule when it adds another
   * one, and all other services behind the load balancer time out. `aws ec2 describe-security-group-rules` lists the rules.
   */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * Whether the listener uses HTTP without TLS.
   *
   * @default false
   */
  readonly insecureHttp?: boolean;

  /**
   * The port of the listener.
   *
   * @default - 443, or 80 with `insecureHttp`
   */
  readonly listenerPort?: number;

  /**
   * The DNS name of the load balancer, which the records of services point to.
   *
   * @default - unknown: a service with `domainZone` throws
   */
  readonly loadBalancerDnsName?: string;

  /**
   * The id of the hosted zone of the load balancer's DNS name, which the records of services need.
   *
   * @default - unknown: a service with `domainZone` throws
   */
  readonly loadBalancerCanonicalHostedZoneId?: string;

  /**
   * Whether clients use IPv4, or IPv6 too. With IPv6, hosts of services get an AAAA record as well.
   *
   * @default - IPv4
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * The names that the certificates of the listener cover. A service with another host and `domainZone` gets its own certificate.
   *
   * @default - unknown: a service with `domainZone` throws, unless it has `certificates`
   */
  readonly certificateNames?: string[];
}

/** A shared load balancer of another app. */
export class ImportedSharedAlb extends Construct implements ISharedAlb {
  public readonly listener: elbv2.IApplicationListener;
  public readonly loadBalancer: elbv2.IApplicationLoadBalancer;
  public readonly url?: string;
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, attributes: SharedAlbAttributes) {
    super(scope, id);
    const { securityGroups, insecureHttp = false, loadBalancerDnsName, loadBalancerCanonicalHostedZoneId, certificateNames = [] } = attributes;
    refuse(this, [
      ...listenerArnProblems(attributes.listenerArn),
      ...(securityGroups.length === 0 ? ['securityGroups must have the security groups of the load balancer, or it cannot reach the tasks'] : []),
      ...wholeNumberProblem('listenerPort', attributes.listenerPort, { min: 1, max: PORT_MAXIMUM }),
      ...certificateNameProblems(certificateNames),
    ]);
    const port = { isSecure: !insecureHttp, port: attributes.listenerPort };
    this.listener = this.importListener(attributes);
    this.loadBalancer = this.importLoadBalancer(attributes);
    this.connections = this.listener.connections;
    this.url = loadBalancerDnsName === undefined ? undefined : urlOf(loadBalancerDnsName, port);
    const front: SharedFront = {
      isSecure: !insecureHttp,
      certificateNames,
      hasUnknownCertificates: attributes.certificateNames === undefined,
      recordedNames: [],
      hasIpv6: hasIpv6(attributes),
      isAliasTarget: loadBalancerDnsName !== undefined && loadBalancerCanonicalHostedZoneId !== undefined,
      urlOf: host => urlOf(host, port),
    };
    attachFront(this, front);
    attachFront(this.listener, front);
  }

  private importListener(attributes: SharedAlbAttributes): elbv2.IApplicationListener {
    const { listenerArn, securityGroups: [securityGroup, ...others], listenerPort: defaultPort } = attributes;
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(this, 'Listener', { listenerArn, securityGroup, defaultPort });
    for (const each of others) { listener.connections.addSecurityGroup(each); }
    return listener;
  }

  private importLoadBalancer(attributes: SharedAlbAttributes): elbv2.IApplicationLoadBalancer {
    const { listenerArn, loadBalancerDnsName, loadBalancerCanonicalHostedZoneId, securityGroups: [group] } = attributes;
    return elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(this, 'LB', {
      loadBalancerArn: loadBalancerOf(listenerArn),
      loadBalancerDnsName,
      loadBalancerCanonicalHostedZoneId,
      securityGroupId: group.securityGroupId,
      securityGroupAllowsAllOutbound: group.allowAllOutbound,
    });
  }
}

function listenerArnProblems(listenerArn: string): string[] {
  const problem = isKnownLater(listenerArn) ? undefined : listenerArnProblem(listenerArn);
  return problem === undefined ? [] : [`listenerArn ('${listenerArn}') ${problem}; use the ARN of a listener of an Application Load Balancer: ${LISTENER_ARN_FORM}`];
}

/** `arn:…:listener/app/edge/50dc/f2f7` is a listener of `arn:…:loadbalancer/app/edge/50dc`; the ARN may be known at deployment only. */
function loadBalancerOf(listenerArn: string): string {
  const [start, ...names] = [0, 1, 2, 3].map(index => Fn.select(index, Fn.split('/', listenerArn)));
  return [`${Fn.select(0, Fn.split(':listener', start))}:loadbalancer`, ...names].join('/');
}
