import type { Cluster } from '../../model/entities/cluster';
import { defineRule } from '../rule';

export default defineRule({
  title: 'ECS Exec sessions are logged, and encrypted with a key',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A session runs commands in production. Without a log, its commands are lost. Sessions always use TLS; with a KMS key, opening one also needs a permission for the key.',
  fix: 'Set `execAudit: {}` of EcsCluster, or `executeCommandConfiguration` with `kmsKey` and logging OVERRIDE of the Cluster. In CloudFormation: Configuration.ExecuteCommandConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'application',
  *check({ taskRunners }) {
    const clusters = new Set<Cluster>();
    for (const runner of taskRunners) {
      if (runner.enablesExec.is(true) && runner.cluster) { clusters.add(runner.cluster); }
    }
    for (const { node, resource } of clusters) {
      const settings = node.get('Configuration').get('ExecuteCommandConfiguration');
      if (settings.text('Logging').is('NONE')) {
        yield { location: settings.at('Logging'), message: `cluster ${resource.logicalId} does not log ECS Exec sessions, which its services allow; set the logging to OVERRIDE` };
      }
      if (settings.get('KmsKeyId').isAbsent) {
        yield { location: settings.at('KmsKeyId'), message: `cluster ${resource.logicalId} has no key for ECS Exec sessions, which its services allow; set kmsKey` };
      }
    }
  },

  scene: 'a secured Fargate service with ECS Exec',
  bad: {
    'no logging': exec({ Logging: 'NONE', LogConfiguration: undefined }),
    'no key': exec({ KmsKeyId: undefined }),
    'no configuration': { Cluster: { Configuration: undefined } },
  },
  good: {
    'logging from a parameter': exec({ Logging: { Ref: 'Logging' } }),
    'a key from a parameter': exec({ KmsKeyId: { Ref: 'KeyArn' } }),
    'no configuration, and no ECS Exec': { scene: 'a secured Fargate service', change: {} },
    'no configuration, and ECS Exec from a parameter': { Cluster: { Configuration: undefined }, Service: { EnableExecuteCommand: { Ref: 'Exec' } } },
    'a cluster outside the app': { Service: { Cluster: 'shared' } },
  },
});

function exec(ExecuteCommandConfiguration: object) { return { Cluster: { Configuration: { ExecuteCommandConfiguration } } }; }
