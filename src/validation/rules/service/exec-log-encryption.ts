import { mayBeChangedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A log group for encrypted ECS Exec sessions has a KMS key',
  severity: 'warning',
  outcome: 'ignored',
  why: 'With CloudWatchEncryptionEnabled, ECS Exec ends a session immediately if the log group is not encrypted with a KMS key of the account.',
  fix: 'Set `encryptionKey` of the LogGroup, or remove `cloudWatchEncryptionEnabled`; `execAudit: {}` of EcsCluster sets both. In CloudFormation: KmsKeyId of the log group, CloudWatchEncryptionEnabled.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'cluster',
  *check({ node, application }) {
    const log = node.get('Configuration').get('ExecuteCommandConfiguration').get('LogConfiguration');
    const group = log.target('CloudWatchLogGroupName');
    if (log.flag('CloudWatchEncryptionEnabled').is(true) && group?.type === 'AWS::Logs::LogGroup' && group.properties.get('KmsKeyId').isAbsent
      && !mayBeChangedOutside(group, application)) {
      yield { location: log.at('CloudWatchEncryptionEnabled'), related: [group.at('KmsKeyId')], message: `CloudWatchEncryptionEnabled is true, but log group ${group.logicalId} has no KmsKeyId` };
    }
  },

  scene: 'a Fargate service with ECS Exec',
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
    'a log group that a custom resource encrypts': {
      Cluster: { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: true } } } },
      Encryption: { Type: 'Custom::LogGroupKey', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:keys', LogGroup: { Ref: 'Sessions' } } },
    },
    'a log group that a custom resource creates': {
      Cluster: {
        Configuration: {
          ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: true, CloudWatchLogGroupName: { 'Fn::GetAtt': ['Creation', 'LogGroupName'] } } },
        },
      },
      Creation: { Type: 'Custom::LogGroup', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:log-group' } },
    },
    'no encryption': { Cluster: { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchEncryptionEnabled: false } } } } },
  },
});
