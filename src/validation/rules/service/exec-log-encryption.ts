import { mayBeChangedOutside } from '../../model/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Sessions that are to be logged encrypted go to an encrypted log group',
  severity: 'warning',
  outcome: 'ignored',
  why: 'With CloudWatchEncryptionEnabled a session ends at once where its log group has no key of the account.',
  fix: 'Give the log group a KmsKeyId, or leave CloudWatchEncryptionEnabled out: CloudWatch Logs encrypts with a key of its own anyway.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'cluster',
  *check({ node, application }) {
    const log = node.get('Configuration').get('ExecuteCommandConfiguration').get('LogConfiguration');
    const group = log.target('CloudWatchLogGroupName');
    if (log.flag('CloudWatchEncryptionEnabled').is(true) && group?.type === 'AWS::Logs::LogGroup' && group.properties.get('KmsKeyId').isAbsent
      && !mayBeChangedOutside(group, application)) {
      yield { location: log.at('CloudWatchEncryptionEnabled'), message: `CloudWatchEncryptionEnabled is true, but log group ${group.logicalId} has no key` };
    }
  },

  scene: 'a Fargate service that people may log in to',
  bad: {
    'a log group without a key': {
      Cluster: { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: true } } } },
    },
  },
  good: {
    'a log group with a key': {
      Cluster: { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: true } } } },
      Sessions: { KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
    },
    'no encryption': { Cluster: { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: false } } } } },
  },
});
