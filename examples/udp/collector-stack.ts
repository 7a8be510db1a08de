import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure } from '../../src';

/**
 * A metrics collector, to which all workloads in the network send over UDP (StatsD).
 *
 * There are no health checks over UDP: the load balancer checks the admin port of the collector over HTTP.
 */
export class CollectorStack extends Stack {
  public readonly collector: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } });

    this.collector = new ContainerService(this, 'Collector', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('quay.io/prometheus/statsd-exporter:v0.28.0'),
      containerPort: 9125,
      exposure: Exposure.internalNlb({
        protocol: elbv2.Protocol.UDP,
        listenerPort: 8125,
        healthCheck: { protocol: elbv2.Protocol.HTTP, port: '9102', path: '/-/healthy' },
      }),
    });
    this.collector.autoScale({ minTasks: 2, maxTasks: 6 }).onCpu(60);
  }
}
