import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, DaemonService, DaemonServiceProps, EcsCluster } from '../../src';

/**
 * A cluster whose instances all run Fluent Bit, which sends the logs of the instances to CloudWatch Logs: on an Auto Scaling group it is a daemon service, on
 * Managed Instances a managed daemon. The application starts after the agent.
 */
export class AgentsStack extends Stack {
  public readonly agents: readonly DaemonService[];
  public readonly orders: ContainerService;

  private readonly cluster: EcsCluster;
  private readonly hostLogs: logs.LogGroup;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    this.cluster = new EcsCluster(this, 'Cluster', { vpc });
    this.hostLogs = new logs.LogGroup(this, 'HostLogs', { retention: logs.RetentionDays.THREE_MONTHS });
    const web = this.cluster.addInstances('Web', { instanceTypes: [new ec2.InstanceType('m7g.large')], minInstances: 2, maxInstances: 6 });
    const batch = this.cluster.addManagedInstances('Batch', { instanceTypes: [new ec2.InstanceType('m7g.large')] });

    const webAgent = this.agent('WebAgent', { capacity: Capacity.instances(web), updatePercent: 50 });
    const batchAgent = this.agent('BatchAgent', { capacity: Capacity.managedInstances(batch), updatePercent: 20, bakeTime: Duration.minutes(10) });
    this.agents = [webAgent, batchAgent];

    this.orders = new ContainerService(this, 'Orders', {
      cluster: this.cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      capacity: Capacity.instances(web),
    });
    this.orders.startAfter(webAgent);
  }

  private agent(id: string, props: Partial<DaemonServiceProps>): DaemonService {
    const agent = new DaemonService(this, id, {
      cluster: this.cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5'),
      entryPoint: ['/fluent-bit/bin/fluent-bit'],
      command: [
        ...['-i', 'tail', '-p', 'path=/var/log/messages,/var/log/*.log', '-p', 'skip_long_lines=on'],
        ...['-o', 'cloudwatch_logs', '-m', '*', '-p', `region=${this.region}`, '-p', `log_group_name=${this.hostLogs.logGroupName}`, '-p', `log_stream_prefix=${id}-`],
      ],
      hostMounts: [{ hostPath: '/var/log' }],
      ...props,
    });
    this.hostLogs.grantWrite(agent);
    return agent;
  }
}
