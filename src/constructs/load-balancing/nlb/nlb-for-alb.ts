import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as targets from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Construct } from 'constructs';
import { refuseAboveAlbQuota } from './alb-target-quota';
import { refuseHopelessChecks } from './checked-listener';
import { acknowledgeMissingLogs, acknowledgeTlsBehind } from './nlb-acknowledgements';
import { NLB_FOR_ALB_PROPS } from './nlb-for-alb-prop-table';
import { NlbForAlbProps } from './nlb-for-alb-props';
import { connectionHealthCheck } from './nlb-health-check';
import { NlbPlan } from './nlb-plan';
import { ANSWERING_ALB_CODES } from '../../../facts/network-load-balancers';
import { EcsValidator } from '../../../validation/ecs-validator';
import { refuse } from '../../checks';
import { findProfile, withDefaults } from '../../profile/profile-data';
import { injectProps } from '../../property-injection';
import { AlbTarget } from '../alb/alb-target';

/**
 * A Network Load Balancer in front of an Application Load Balancer, for static IP addresses or for an AWS PrivateLink endpoint service.
 *
 * It forwards TCP to a listener of the Application Load Balancer, which has the certificates, the rules and the services. The Application Load
 * Balancer sees the IP addresses of the clients.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export class NlbForAlb extends Construct implements ec2.IConnectable {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.NlbForAlb';

  /**
   * The Network Load Balancer. An `ec2.VpcEndpointService` can offer it to other VPCs.
   */
  public readonly loadBalancer: elbv2.NetworkLoadBalancer;

  /**
   * The listener of the Network Load Balancer.
   */
  public readonly listener: elbv2.NetworkListener;

  /**
   * The target group of the Application Load Balancer.
   */
  public readonly targetGroup: elbv2.NetworkTargetGroup;

  /**
   * The IPv4 addresses that `createElasticIps` created, in the order of the subnets; undefined without it. They are known at deployment.
   */
  public readonly elasticIpAddresses?: string[];

  /**
   * The connections of the Network Load Balancer. Use them to allow additional clients.
   */
  public readonly connections: ec2.Connections;

  /**
   * Creates a Network Load Balancer. Throws when props can never work.
   *
   * @param scope the scope of the load balancer
   * @param id the construct id of the load balancer
   * @param props the listener behind it, addresses and more
   */
  public constructor(scope: Construct, id: string, props: NlbForAlbProps) {
    super(scope, id);
    props = injectProps(scope, id, NlbForAlb.PROPERTY_INJECTION_ID, props);
    const profile = findProfile(this, props.profile);
    props = withDefaults(props, { deletionProtection: profile.alb.deletionProtection });
    const { internetFacing = false } = props;
    const plan = new NlbPlan(props, internetFacing);
    const alb = AlbTarget.of(props);
    refuse(this, [...alb.problems(profile.isRegulated), ...(alb.vpc ? plan.problems(alb.vpc) : [])]);
    const { vpc, port, loadBalancer: application } = alb.known(this);
    const listenerPort = props.listenerPort ?? port;
    const { loadBalancer, elasticIpAddresses } = plan.create(this, vpc, { transports: ['tcp'], port: listenerPort });
    acknowledgeMissingLogs(loadBalancer);
    this.loadBalancer = loadBalancer;
    this.elasticIpAddresses = elasticIpAddresses && [...elasticIpAddresses];
    this.connections = loadBalancer.connections;
    this.listener = loadBalancer.addListener('Listener', { port: listenerPort, protocol: elbv2.Protocol.TCP });
    if (alb.usesTls) { acknowledgeTlsBehind(this.listener); }
    this.targetGroup = new elbv2.NetworkTargetGroup(this.listener, targetGroupId(props), {
      vpc,
      port,
      protocol: elbv2.Protocol.TCP,
      targetType: elbv2.TargetType.ALB,
      healthCheck: connectionHealthCheck({ protocol: alb.checkProtocol, healthyHttpCodes: ANSWERING_ALB_CODES, ...props.healthCheck }),
      targets: [new targets.AlbArnTarget(application.loadBalancerArn, port)],
    });
    // Elastic Load Balancing refuses the target until the Application Load Balancer listens on the port
    this.targetGroup.node.addDependency(props.listener);
    this.listener.addTargetGroups('Alb', this.targetGroup);
    loadBalancer.connections.allowTo(props.listener, ec2.Port.tcp(port), 'Network Load Balancer to Application Load Balancer');
    alb.allowChecks(loadBalancer);
    refuseHopelessChecks(this, alb.check(this));
    refuseAboveAlbQuota(this.targetGroup, application);
    plan.record(this, loadBalancer);
    EcsValidator._switchOn(this, NLB_FOR_ALB_PROPS);
  }
}

/** A target group cannot be used with two load balancers, and CloudFormation deletes a replaced load balancer last: see decision 018. */
function targetGroupId({ internetFacing, loadBalancerName = '' }: NlbForAlbProps): string {
  return `Alb${loadBalancerName}${internetFacing ? '' : 'Private'}Group`;
}
