import { Size, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster, TaskSize } from '../../src';

/**
 * A service that renders reports on Graviton instances which AWS manages. One task always runs on demand, the others mostly on Spot.
 */
export class ReportsStack extends Stack {
  public readonly reports: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } });
    const cluster = new EcsCluster(this, 'Cluster', { vpc });
    const instanceRequirements: ec2.InstanceRequirementsConfig = {
      vCpuCountMin: 2,
      memoryMin: Size.gibibytes(8),
      cpuManufacturers: [ec2.CpuManufacturer.AWS],
      instanceGenerations: [ec2.InstanceGeneration.CURRENT],
    };
    const onDemand = cluster.addManagedInstances('OnDemand', { instanceRequirements });
    const spot = cluster.addManagedInstances('Spot', { instanceRequirements, capacityOptionType: ecs.CapacityOptionType.SPOT });

    this.reports = new ContainerService(this, 'Reports', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-slim'),
      command: ['python', '-m', 'http.server', '8080'],
      size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(4) }),
      capacity: Capacity.combine(Capacity.managedInstances(onDemand, { base: 1 }), Capacity.managedInstances(spot, { weight: 3 })),
    });
    this.reports.autoScale({ minTasks: 1, maxTasks: 12 }).onCpu(60);
  }
}
