import { Names } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Transport } from '../exposure-kind';
import { createElasticIps, ElasticIps } from './elastic-ips';
import { NlbProps } from './nlb-props';
import { subnetMappingProblems } from './subnet-mapping-problems';
import { acknowledgeOpenness, admitVpc, SECURITY_GROUP_ID, unknownNetworkProblems } from '../load-balancer/admitted-clients';
import { hasIpv6, recordName, zoneProblems } from '../load-balancer/domain';
import { ipv6Problems } from '../load-balancer/ipv6-subnets';

/** The port and transports that clients use. */
export interface ClientPort {
  readonly transports: readonly Transport[];
  readonly port: number;
}

/** A Network Load Balancer without listeners, and its Elastic IP addresses. */
export interface CreatedNlb extends ElasticIps {
  readonly loadBalancer: elbv2.NetworkLoadBalancer;
}

/** The load balancer that a record points to. */
interface RecordTarget {
  readonly domainTarget?: elbv2.ILoadBalancerV2;
}

/** A Network Load Balancer, of one service or in front of an Application Load Balancer. Its ids are those of ecs-patterns, see docs/construct-ids.md. */
export class NlbPlan {
  public constructor(private readonly props: NlbProps, private readonly isPublic: boolean) {}

  public problems(vpc: ec2.IVpc): string[] {
    const { props } = this;
    const { ipAddressType, openListener } = props;
    return [
      ...this.domainProblems(),
      ...subnetMappingProblems(props, this.isPublic),
      ...(ipAddressType === elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4
        ? [`ipAddressType (${ipAddressType}) requires an Application Load Balancer; use ${elbv2.IpAddressType.IPV4} or ${elbv2.IpAddressType.DUAL_STACK}`]
        : []),
      ...(!this.isPublic && openListener === undefined ? unknownNetworkProblems(vpc) : []),
    ];
  }

  /** Without a security group at first, a Network Load Balancer can never have one. */
  public create(scope: Construct, vpc: ec2.IVpc, { transports, port }: ClientPort): CreatedNlb {
    const { props } = this;
    const elasticIps: ElasticIps = props.createElasticIps ? createElasticIps(scope, vpc.selectSubnets(this.subnets)) : {};
    const subnetMappings = elasticIps.subnetMappings ?? props.subnetMappings;
    const loadBalancer = new elbv2.NetworkLoadBalancer(scope, 'LB', {
      vpc,
      internetFacing: this.isPublic,
      ...(subnetMappings ? { subnetMappings: [...subnetMappings] } : { vpcSubnets: this.subnets }),
      loadBalancerName: props.loadBalancerName,
      deletionProtection: props.deletionProtection,
      crossZoneEnabled: props.crossZoneEnabled,
      ipAddressType: props.ipAddressType,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: props.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
    });
    if (this.isPublic) { waitForInternet(loadBalancer, subnetMappings); }
    addSecurityGroup(loadBalancer, vpc);
    scope.node.addValidation({ validate: () => hasIpv6(props) ? ipv6Problems(this.selectedSubnets(vpc)) : [] });
    this.admitClients(loadBalancer, vpc, { transports, port });
    return { ...elasticIps, loadBalancer };
  }

  /** Creates the DNS records of the name, if there is a hosted zone. */
  public record(scope: Construct, loadBalancer: elbv2.ILoadBalancerV2, { domainTarget = loadBalancer }: RecordTarget = {}): readonly Construct[] {
    const { domainName, domainZone: zone } = this.props;
    return zone ? recordName(scope, { recordName: domainName, zone, loadBalancer: domainTarget, hasIpv6: hasIpv6(this.props) }) : [];
  }

  private domainProblems(): string[] {
    const { domainName, domainZone } = this.props;
    if (domainName === undefined) { return domainZone ? ['domainZone requires domainName; set it to the name in the zone that clients use'] : []; }
    return domainZone ? zoneProblems('domainName', domainName, domainZone) : [`domainName ('${domainName}') requires domainZone for its DNS record`];
  }

  /** Allows clients to connect to a port. */
  public admitClients(loadBalancer: elbv2.NetworkLoadBalancer, vpc: ec2.IVpc, { transports, port: number }: ClientPort): void {
    const ports = transports.map(transport => transport === 'udp' ? ec2.Port.udp(number) : ec2.Port.tcp(number));
    const { openListener = this.isPublic ? true : undefined } = this.props;
    if (openListener === undefined) { return admitVpc(loadBalancer, vpc, ports, hasIpv6(this.props)); }
    if (!openListener) { return; }
    const everyone = [ec2.Peer.anyIpv4(), ...(hasIpv6(this.props) ? [ec2.Peer.anyIpv6()] : [])];
    for (const port of ports) {
      for (const peer of everyone) { loadBalancer.connections.allowFrom(peer, port, `Allow from anyone on port ${port.toString()}`); }
    }
    if (this.isPublic) { acknowledgeOpenness(loadBalancer); }
  }

  private selectedSubnets(vpc: ec2.IVpc): ec2.SelectedSubnets {
    const { subnetMappings } = this.props;
    const selected = vpc.selectSubnets(this.subnets);
    return subnetMappings ? { ...selected, subnets: subnetMappings.map(({ subnet }) => subnet) } : selected;
  }

  private get subnets(): ec2.SubnetSelection {
    return this.props.loadBalancerSubnets ?? (this.isPublic ? { subnetType: ec2.SubnetType.PUBLIC } : {});
  }
}

/** If the VPC has private subnets, the L2 depends on these instead: it looks for the mapped subnets in its default selection. */
function waitForInternet(loadBalancer: elbv2.NetworkLoadBalancer, subnetMappings: readonly elbv2.SubnetMapping[] = []): void {
  const { defaultChild } = loadBalancer.node;
  for (const { subnet } of subnetMappings) { defaultChild?.node.addDependency(subnet.internetConnectivityEstablished); }
}

/** The same one as the L2 creates with the feature flag `networkLoadBalancerWithSecurityGroupByDefault`: the description must not change either. */
function addSecurityGroup(loadBalancer: elbv2.NetworkLoadBalancer, vpc: ec2.IVpc): void {
  if (loadBalancer.connections.securityGroups.length > 0) { return; }
  loadBalancer.addSecurityGroup(new ec2.SecurityGroup(loadBalancer, SECURITY_GROUP_ID, {
    vpc,
    description: `Automatically created Security Group for ELB ${Names.uniqueId(loadBalancer)}`,
    allowAllOutbound: false,
  }));
}
