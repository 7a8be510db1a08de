import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Alternate, EndpointKind, TrafficTarget, Transport } from '../exposure-kind';
import { guardListener } from './listener-guard';
import { separateCheckPort } from './nlb-health-check';
import { CreatedNlb } from './nlb-plan';
import { createNlbTargetGroup } from './nlb-target-group';
import { NlbTargetGroupOptions } from './nlb-target-group-options';
import { connectionPort } from '../../network/host-port';
import { recordAfter } from '../load-balancer/record-after';
import { targetTypeOf } from '../load-balancer/target-type';
import { createShiftRole } from '../traffic-shift/shift-role';
import { TestRoute } from '../traffic-shift/test-traffic';

/** The resources that an exposure on a Network Load Balancer has created. */
export interface NlbParts extends CreatedNlb {
  readonly vpc: ec2.IVpc;
  readonly listener: elbv2.NetworkListener;
  readonly targetGroup: elbv2.NetworkTargetGroup;
  readonly certificate?: acm.ICertificate;
  readonly targetProtocol: elbv2.Protocol;
  readonly targets: NlbTargetGroupOptions;
  readonly transports: readonly Transport[];
  /** The DNS records that clients use. */
  readonly records: readonly Construct[];
  /** Creates a second listener for the same clients. */
  testListener(port: number, targetGroup: elbv2.NetworkTargetGroup): elbv2.NetworkListener;
}

/** An endpoint on a Network Load Balancer. */
export class NlbEndpoint implements EndpointKind {
  public readonly loadBalancer: elbv2.NetworkLoadBalancer;
  public readonly listener: elbv2.NetworkListener;
  public readonly targetGroup: elbv2.NetworkTargetGroup;
  public readonly elasticIpAddresses?: readonly string[];
  public readonly connections: ec2.Connections;
  public alternateTargetGroup?: elbv2.NetworkTargetGroup;
  private testListener?: elbv2.NetworkListener;

  public constructor(private readonly scope: Construct, private readonly parts: NlbParts) {
    this.loadBalancer = parts.loadBalancer;
    this.listener = parts.listener;
    this.targetGroup = parts.targetGroup;
    this.elasticIpAddresses = parts.elasticIpAddresses;
    this.connections = parts.loadBalancer.connections;
  }

  public metrics(metricName: string, options: cloudwatch.MetricOptions): readonly cloudwatch.Metric[] {
    const { targetGroup, alternateTargetGroup } = this;
    return [targetGroup, ...alternateTargetGroup ? [alternateTargetGroup] : []].map(({ metrics }) => metrics.custom(metricName, options));
  }

  public get transports(): readonly Transport[] { return this.parts.transports; }

  public createAlternate(service: ecs.BaseService, testPort?: number): Alternate {
    const targetGroup = this.alternateFor(service);
    return { targetGroup, testListener: testPort === undefined ? undefined : this.parts.testListener(testPort, targetGroup) };
  }

  public attach(service: ecs.BaseService, target: TrafficTarget): void { this.register(service, target); }

  /** The default action of the listener has the weights. */
  public shift(service: ecs.BaseService, target: TrafficTarget, { port }: TestRoute = {}): void {
    const { listener, parts: { testListener } } = this;
    const alternate = this.alternateFor(service);
    const test = port === undefined ? undefined : testListener(port, this.targetGroup);
    for (const each of test ? [listener, test] : [listener]) { divide(each, this.targetGroup, alternate); }
    this.alternateTargetGroup = alternate;
    this.testListener = test;
    this.register(service, target, {
      bind: () => ({
        alternateTargetGroupArn: alternate.targetGroupArn,
        roleArn: createShiftRole(this.scope).roleArn,
        productionListenerRule: listener.listenerArn,
        testListenerRule: test?.listenerArn,
      }),
    });
  }

  public guardWeights(): void {
    const { scope, listener, parts: { certificate }, testListener } = this;
    guardListener(scope, { listener, certificate, others: testListener ? [testListener] : [] });
  }

  private alternateFor({ taskDefinition }: ecs.BaseService): elbv2.NetworkTargetGroup {
    const { vpc, targetProtocol: protocol, targets } = this.parts;
    return createNlbTargetGroup(this.scope, 'AlternateTargetGroup', targets, { vpc, protocol, targetType: targetTypeOf(taskDefinition) });
  }

  /** Registers the tasks and allows connections to them: the L2 adds no security group rules for a Network Load Balancer. */
  private register(service: ecs.BaseService, target: TrafficTarget, alternateTarget?: ecs.IAlternateTarget): void {
    const [protocol] = this.map(service, target);
    this.targetGroup.addTarget(service.loadBalancerTarget({ ...target, protocol, alternateTarget }));
    for (const port of this.portsOf(service, target)) { service.connections.allowFrom(this.loadBalancer, port, 'Load balancer to target'); }
    recordAfter(service, this.parts.records);
  }

  /** Adds the port mappings that ECS needs: a further exposure may need one that does not exist yet. */
  private map({ taskDefinition }: ecs.BaseService, { containerName, containerPort }: TrafficTarget): readonly ecs.Protocol[] {
    const protocols = this.parts.transports.map(protocolOf);
    const container = taskDefinition.findContainer(containerName);
    for (const protocol of container && containerPort !== undefined ? protocols : []) {
      if (!container!.findPortMapping(containerPort!, protocol)) { container!.addPortMappings({ containerPort: containerPort!, protocol }); }
    }
    return protocols;
  }

  /** The ports on which the load balancer connects to the tasks: for traffic, and over TCP for health checks. */
  private portsOf({ taskDefinition }: ecs.BaseService, { containerName, containerPort }: TrafficTarget): readonly ec2.Port[] {
    if (containerPort === undefined) { return []; }
    const { transports, targets } = this.parts;
    const checked = separateCheckPort(targets.healthCheck) ?? containerPort;
    const isCheckedApart = checked !== containerPort || !transports.includes('tcp');
    return [
      ...transports.map(transport => connectionPort(taskDefinition, { containerName, containerPort, protocol: protocolOf(transport) })),
      ...(isCheckedApart ? [ec2.Port.tcp(checked)] : []),
    ];
  }
}

function protocolOf(transport: Transport): ecs.Protocol { return transport === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP; }

/** Makes a listener forward to both target groups. The L2 warns about a second action, so it is set on the L1 resource. */
function divide(listener: elbv2.NetworkListener, targetGroup: elbv2.NetworkTargetGroup, alternate: elbv2.NetworkTargetGroup): void {
  const both = elbv2.NetworkListenerAction.weightedForward([{ targetGroup, weight: 100 }, { targetGroup: alternate, weight: 0 }]);
  (listener.node.defaultChild as elbv2.CfnListener).defaultActions = both.renderActions();
  both.bind(listener, listener);
}
