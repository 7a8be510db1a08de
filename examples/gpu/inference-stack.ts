import { Size, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster, TaskSize } from '../../src';

/**
 * A model that runs on NVIDIA GPUs. The AMI with the GPU driver follows from the instance types.
 *
 * Each task has one GPU, which is all that an instance has, so that an update starts a second instance before it stops the first task.
 */
export class InferenceStack extends Stack {
  public readonly model: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const cluster = new EcsCluster(this, 'Cluster', { vpc: new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
    const gpus = cluster.addInstances('Gpu', {
      instanceTypes: ['g6.xlarge', 'g5.xlarge'].map(name => new ec2.InstanceType(name)),
      maxInstances: 4,
    });

    this.model = new ContainerService(this, 'Model', {
      cluster,
      capacity: Capacity.instances(gpus),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/deep-learning-containers/vllm:0.11-gpu-py312-ec2'),
      containerPort: 8000,
      gpuCount: 1,
      size: TaskSize.instances({ cpu: 2048, memory: Size.gibibytes(8) }),
      desiredCount: 1,
    });
  }
}
