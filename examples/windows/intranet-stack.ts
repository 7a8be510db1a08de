import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster, InstanceImage } from '../../src';

/**
 * A web application on Internet Information Services. The image and the AMI have the same version of Windows Server.
 *
 * A Windows instance takes minutes to start, so one is prepared in a warm pool.
 */
export class IntranetStack extends Stack {
  public readonly intranet: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const cluster = new EcsCluster(this, 'Cluster', { vpc: new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
    const windows = cluster.addInstances('Windows', {
      instanceTypes: [new ec2.InstanceType('m7i.xlarge')],
      image: InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022, { core: true }),
      maxInstances: 4,
      warmPool: { minSize: 1 },
    });

    this.intranet = new ContainerService(this, 'Intranet', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022'),
      containerPort: 80,
      capacity: Capacity.instances(windows),
    });
  }
}
