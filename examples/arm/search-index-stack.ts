import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster } from '../../src';

/**
 * A search index on Graviton. One instance runs on demand, and others are Spot Instances of three similar types.
 *
 * When a deployment changes the AMI, an instance refresh replaces the instances one after the other.
 */
export class SearchIndexStack extends Stack {
  public readonly index: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const cluster = new EcsCluster(this, 'Cluster', { vpc: new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
    const graviton = cluster.addInstances('Graviton', {
      instanceTypes: ['m7g.large', 'm6g.large', 'm6gd.large'].map(name => new ec2.InstanceType(name)),
      spot: true,
      onDemandBase: 1,
      maxInstances: 10,
      instanceRefresh: {},
    });

    this.index = new ContainerService(this, 'Index', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('docker.io/typesense/typesense:29.0'),
      containerPort: 8108,
      capacity: Capacity.instances(graviton),
    });
  }
}
