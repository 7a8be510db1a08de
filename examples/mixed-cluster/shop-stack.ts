import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, CapacityType, ContainerService, EcsCluster } from '../../src';

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');

/**
 * One cluster with Fargate, two groups of instances and Managed Instances, and a service on each.
 *
 * The catalogue has no capacity of its own: it runs on the default of the cluster, half on demand and half on Spot. Metrics count its tasks apart.
 */
export class ShopStack extends Stack {
  public readonly cluster: EcsCluster;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    this.cluster = new EcsCluster(this, 'Cluster', { vpc: new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
    const onDemand = this.cluster.addInstances('OnDemand', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 });
    const spot = this.cluster.addInstances('Spot', {
      instanceTypes: ['m7i.large', 'm7i-flex.large', 'm6i.large'].map(name => new ec2.InstanceType(name)), spot: true, maxInstances: 8,
    });
    const managed = this.cluster.addManagedInstances('Managed');
    this.cluster.addDefaultCapacity(Capacity.combine(Capacity.instances(onDemand, { base: 1 }), Capacity.instances(spot)));

    this.service('Catalogue');
    this.service('Checkout', Capacity.instances(onDemand));
    this.service('Search', Capacity.managedInstances(managed));
    this.service('Payments', Capacity.fargate());
    this.service('Thumbnails', Capacity.fargateAndSpot({ onDemandBase: 0, spotWeight: 3 }));
    this.watch(Capacity.instances(spot));
  }

  private service(id: string, capacity?: Capacity): ContainerService {
    return new ContainerService(this, id, { cluster: this.cluster, image: IMAGE, capacity });
  }

  /** The tasks that start on Spot, beside those that start on other instances. */
  private watch(spot: Capacity): void {
    const tasks = this.cluster.countTasks();
    new cloudwatch.Dashboard(this, 'Tasks').addWidgets(new cloudwatch.GraphWidget({
      title: 'Tasks that started',
      left: [tasks.metricTasksStartedOn(spot), tasks.metricTasksStarted(CapacityType.INSTANCES), tasks.metricTasksStarted(CapacityType.FARGATE)],
    }));
  }
}
