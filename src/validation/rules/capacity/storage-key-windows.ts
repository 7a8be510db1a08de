import { defineRule } from '../rule';

const KEY = { FargateEphemeralStorageKmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };
const encrypted = { Configuration: { ManagedStorageConfiguration: KEY } };
const windows = { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };

export default defineRule({
  title: 'Fargate tasks in a cluster with a storage key run on Linux',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Fargate uses the key of the cluster for the ephemeral storage of Linux tasks. It encrypts the storage of Windows tasks with an AWS owned key.',
  fix: 'Run the tasks on Linux (`runtimePlatform`), or in a cluster without `managedStorageConfiguration.fargateEphemeralStorageKmsKey`. In CloudFormation: OperatingSystemFamily, or FargateEphemeralStorageKmsKeyId of the cluster.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html',

  subject: 'taskRunner',
  *check({ compute, taskDefinition: task, cluster }) {
    if (task?.isWindows && compute.is('FARGATE') && cluster?.node.get('Configuration').get('ManagedStorageConfiguration').get('FargateEphemeralStorageKmsKeyId').isGiven) {
      yield {
        location: task.node.get('RuntimePlatform').at('OperatingSystemFamily'),
        message: `OperatingSystemFamily is ${task.operatingSystem}: Fargate ignores the storage key of cluster ${cluster.resource.logicalId} for Windows tasks`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: { 'Windows in a cluster with a storage key': { Cluster: encrypted, Task: windows } },
  good: {
    'Linux in a cluster with a storage key': { Cluster: encrypted },
    'Windows on container instances': {
      scene: 'a service on a capacity provider',
      change: { Cluster: encrypted, Task: { NetworkMode: undefined, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { Cpu: 512 } } } },
    },
    'Windows in a cluster without a storage key': { Task: windows },
  },
});
