import type { Resource } from '../../model/evaluation/resource';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

const LOG_GROUP = 'AWS::Logs::LogGroup';
const LOG_RETENTION = 'Custom::LogRetention';

export default defineRule({
  title: 'The log groups of containers have a retention',
  severity: 'warning',
  outcome: 'costly',
  why: 'CloudWatch Logs keeps the logs of a group without a retention for ever, and charges for them. Personal data in them is never deleted.',
  fix: 'Set `retention: RetentionDays.THREE_MONTHS` in the LogGroup. In CloudFormation: RetentionInDays.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',

  subject: 'application',
  *check(application) {
    // the custom resource of the CDK sets a retention after the group exists
    if (application.ofType(LOG_RETENTION).length > 0) { return; }
    const groups = new Set<Resource>();
    for (const { containers } of application.taskDefinitions) {
      for (const { logging } of containers) {
        const group = application.resolve(logging.get('Options').get('awslogs-group'), LOG_GROUP, 'LogGroupName');
        if (group) { groups.add(group); }
      }
    }
    for (const group of groups) {
      if (group.properties.get('RetentionInDays').isAbsent && !mayBeChangedOutside(group, application)) {
        yield { location: group.at('RetentionInDays'), message: `log group ${group.logicalId} keeps its logs for ever; set a retention` };
      }
    }
  },

  scene: 'a secured Fargate service',
  bad: { 'no retention': { LogGroup: { RetentionInDays: undefined } } },
  good: {
    'a retention from a parameter': { LogGroup: { RetentionInDays: { Ref: 'Retention' } } },
    'no retention, and a custom resource that sets one': {
      LogGroup: { RetentionInDays: undefined },
      Retention: { Type: LOG_RETENTION, Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:retention', LogGroupName: 'web', RetentionInDays: 30 } },
    },
    'a custom resource that may set a retention': {
      LogGroup: { RetentionInDays: undefined },
      Settings: { Type: 'Custom::Settings', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:settings', Group: { Ref: 'LogGroup' } } },
    },
    'a log group of something else': { Other: { Type: LOG_GROUP, Properties: {} } },
  },
});
