import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster, InstanceImage } from '../../src';

/**
 * A service on Bottlerocket, which has settings instead of commands: those of the ECS agent are props, and others are TOML.
 */
export class OrdersStack extends Stack {
  public readonly orders: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const cluster = new EcsCluster(this, 'Cluster', { vpc: new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
    const bottlerocket = cluster.addInstances('Bottlerocket', {
      instanceTypes: [new ec2.InstanceType('m7g.large')],
      image: InstanceImage.bottlerocket(),
      maxInstances: 6,
      agent: { imageCleanupInterval: Duration.minutes(15), instanceAttributes: { stack: 'prod' } },
      bottlerocketSettings: ['[settings.kernel]', 'lockdown = "integrity"'].join('\n'),
    });

    this.orders = new ContainerService(this, 'Orders', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
      containerPort: 80,
      capacity: Capacity.instances(bottlerocket),
    });
  }
}
