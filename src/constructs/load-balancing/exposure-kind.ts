import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { TestHeader, TestRoute } from './traffic-shift/test-traffic';
import { AlbDefaults } from '../profile/alb-defaults';

/** A protocol that carries connections. */
export type Transport = 'tcp' | 'udp';

/** The container and its port that receive traffic. */
export interface TrafficTarget {
  readonly containerName: string;
  readonly containerPort?: number;
}

/** The destination of test traffic. */
export interface TestTarget {
  /** The DNS name of the load balancer. */
  readonly dnsName: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** A host that the rule forwards and the certificate covers. */
  readonly host?: string;
  readonly header?: TestHeader;
  readonly isInternal: boolean;
  /** Whether the exposure created the load balancer. */
  readonly isOwn: boolean;
}

/** A second target group, and the listener of test traffic that forwards to it. */
export interface Alternate {
  readonly targetGroup: elbv2.ITargetGroup;
  readonly testListener?: elbv2.IListener;
}

/**
 * The resources that an exposure creates: a load balancer or a listener rule, and a target group.
 *
 * Each implementation must make an attached service wait for the listener, and allow the load balancer to connect to the tasks. The L2 does both for
 * target groups of an L2 listener or L2 rule, and neither for a target group that only a custom rule uses.
 */
export interface EndpointKind {
  readonly loadBalancer?: elbv2.ILoadBalancerV2;
  readonly listener: elbv2.IListener;
  readonly listenerRuleArn?: string;
  readonly targetGroup: elbv2.ITargetGroup;
  /** The transport protocols of connections that are forwarded without being read. */
  readonly transports?: readonly Transport[];
  readonly url?: string;
  /** The Elastic IP addresses that were created for the load balancer. */
  readonly elasticIpAddresses?: readonly string[];
  /** The connections of the load balancer. */
  readonly connections: ec2.Connections;
  /** The target group, if its requests are counted. */
  readonly requestTargets?: elbv2.ApplicationTargetGroup;
  /** The second target group, once deployments shift the traffic. */
  readonly alternateTargetGroup?: elbv2.ITargetGroup;
  /** The destination of test traffic, if there is any and the load balancer is known. */
  readonly testTarget?: TestTarget;
  /** The metric of each target group; first that of `targetGroup`. */
  metrics(metricName: string, options: cloudwatch.MetricOptions): readonly cloudwatch.Metric[];
  /** Registers the tasks of a service with the target group. */
  attach(service: ecs.BaseService, target: TrafficTarget): void;
  /** Instead of `attach`: registers the tasks with two target groups, between which deployments shift the traffic. */
  shift(service: ecs.BaseService, target: TrafficTarget, test?: TestRoute): void;
  /** After `shift`: makes AWS refuse changes with which CloudFormation would reset the weights, if they are in the template. */
  guardWeights?(): void;
  /** Creates a second target group like the first, and with a port a second listener like the first. */
  createAlternate(service: ecs.BaseService, testPort?: number): Alternate;
}

/** Creates encrypted log groups for the regulated profile. */
export interface EncryptedLogs {
  logGroup(scope: Construct, id: string, props: { readonly namePrefix: string }): logs.ILogGroup;
}

/** The requests that reach the tasks; an undefined property sets no limit. */
export interface ForwardedRequests {
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly sourceIps?: readonly string[];
  /** What else a GET request must have, such as a header. */
  readonly further?: readonly string[];
  /** Why a Lambda function without a client certificate cannot connect. */
  readonly obstacles?: readonly string[];
}

/** The value inside an `Exposure`. */
export interface ExposureKind {
  /** Whether a port of the container receives traffic. */
  readonly hasTraffic: boolean;
  /** The transport protocols of connections that are forwarded without being read; undefined if requests are forwarded, which are counted. */
  readonly transports?: readonly Transport[];
  /** The ports of the load balancer that the exposure creates; undefined for an existing one. */
  readonly ownPorts?: readonly number[];
  /** The port of health checks, if it is not that of the traffic. */
  readonly checkPort?: number;
  /** Which requests it forwards, as far as that is known. */
  readonly requests?: ForwardedRequests;
  /** Why the exposure can never work in this scope and VPC. */
  problems(scope: Construct, vpc: ec2.IVpc): readonly string[];
  /** Why no deployment can shift its traffic, or have this test traffic. */
  shiftProblems(test?: TestRoute): readonly string[];
  open(scope: Construct, vpc: ec2.IVpc): EndpointKind | undefined;
  /** The same exposure in the regulated profile. */
  regulated(defaults: AlbDefaults, logGroups: EncryptedLogs): ExposureKind;
}
