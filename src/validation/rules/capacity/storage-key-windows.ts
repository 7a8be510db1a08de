import { defineRule } from '../rule';

const KEY = { FargateEphemeralStorageKmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };
const encrypted = { Configuration: { ManagedStorageConfiguration: KEY } };
const windows = { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };

export default defineRule({
  title: 'The storage of tasks on Fargate is encrypted with the key of their cluster',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Fargate uses a key of your own for tasks on Linux alone; the storage of tasks on Windows is encrypted with a key of AWS.',
  fix: 'Run the tasks on Linux, or in a cluster without such a key.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html',

  subject: 'launch',
  *check({ compute, taskDefinition: task, cluster }) {
    if (task?.isWindows && compute.is('FARGATE') && cluster?.node.get('Configuration').get('ManagedStorageConfiguration').get('FargateEphemeralStorageKmsKeyId').isGiven) {
      yield {
        location: task.node.get('RuntimePlatform').at('OperatingSystemFamily'),
        message: `the tasks run on ${task.operatingSystem}, whose storage Fargate does not encrypt with the key of cluster ${cluster.resource.logicalId}`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: { 'Windows in a cluster with a key': { Cluster: encrypted, Task: windows } },
  good: {
    'Linux in a cluster with a key': { Cluster: encrypted },
    'Windows in a cluster without': { Task: windows },
  },
});
