import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster } from '../../src';

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

    const taskDefinition = new ecs.TaskDefinition(this, 'Task', { compatibility: ecs.Compatibility.EC2, networkMode: ecs.NetworkMode.AWS_VPC });
    taskDefinition.addContainer('Model', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/deep-learning-containers/vllm:0.11-gpu-py312-ec2'),
      memoryReservationMiB: 8192,
      gpuCount: 1,
      portMappings: [{ containerPort: 8000 }],
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'model' }),
    });
    this.model = new ContainerService(this, 'Model', { cluster, taskDefinition, desiredCount: 1, capacity: Capacity.instances(gpus) });
  }
}
