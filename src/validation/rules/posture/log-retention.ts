import type { Resource } from '../../model/evaluation/resource';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { mayGetRetention } from '../../model/queries/log-retention';
import { defineRule } from '../rule';

const LOG_GROUP = 'AWS::Logs::LogGroup';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:settings';

export default defineRule({
  title: 'The log groups of containers have a retention',
  severity: 'warning',
  outcome: 'costly',
  why: 'CloudWatch Logs keeps the logs of a group without a retention for ever, and charges for them. Personal data in them is never deleted.',
  fix: 'Set `retention: RetentionDays.THREE_MONTHS` in the LogGroup. In CloudFormation: RetentionInDays.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',

  subject: 'application',
  *check(application) {
    const groups = new Set<Resource>();
    for (const { containers } of application.taskDefinitions) {
      for (const { logging } of containers) {
        const group = application.resolve(logging.get('Options').get('awslogs-group'), LOG_GROUP, 'LogGroupName');
        if (group) { groups.add(group); }
      }
    }
    for (const group of groups) {
      if (group.properties.get('RetentionInDays').isAbsent && !mayGetRetention(group, application) && !mayBeChangedOutside(group, application)) {
        yield { location: group.at('RetentionInDays'), message: `log group ${group.logicalId} keeps its logs for ever; set a retention` };
      }
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'no retention': { LogGroup: { RetentionInDays: undefined } },
    'a custom resource for the log group of a function': retentionOf({ 'Fn::Sub': '/aws/lambda/${AParameter}' }),
    'a custom resource for a name': retentionOf('web'),
    'a custom resource for another name': retentionOf('/ecs/api', { LogGroupName: '/ecs/web' }),
    'a custom resource for names that begin otherwise': retentionOf({ 'Fn::Sub': '/aws/lambda/${AParameter}' }, { LogGroupName: '/ecs/web' }),
    'a custom resource for names that end otherwise': retentionOf({ 'Fn::Sub': '${AParameter}/api' }, { LogGroupName: '/ecs/web' }),
    'a custom resource without a retention': {
      LogGroup: { RetentionInDays: undefined },
      Retention: { Type: 'Custom::LogRetention', Properties: { ServiceToken: FUNCTION, LogGroupName: { Ref: 'LogGroup' } } },
    },
  },
  good: {
    'a retention from a parameter': { LogGroup: { RetentionInDays: { Ref: 'Retention' } } },
    'a custom resource of the CDK that sets one': retentionOf({ Ref: 'LogGroup' }),
    'a custom resource of the CDK with the name': retentionOf('/ecs/web', { LogGroupName: '/ecs/web' }),
    'a custom resource of the CDK with a name from a parameter': retentionOf({ Ref: 'AParameter' }),
    'a custom resource of the CDK with a name that another one returns': retentionOf({ 'Fn::GetAtt': ['Names', 'Logs'] }, {}, {
      Names: { Type: 'Custom::Names', Properties: { ServiceToken: FUNCTION } },
    }),
    'a custom resource of the CDK for a group with a name from a parameter': retentionOf('/ecs/web', { LogGroupName: { Ref: 'AParameter' } }),
    'a custom resource of the CDK with a part of the name': retentionOf({ 'Fn::Sub': '/ecs/${AParameter}' }, { LogGroupName: '/ecs/web' }),
    'a custom resource of the CDK for a group with a known part': retentionOf('/ecs/web', { LogGroupName: { 'Fn::Sub': '/ecs/${AParameter}' } }),
    'a custom resource of the CDK with the end of the name': retentionOf({ 'Fn::Sub': '${AParameter}/web' }, { LogGroupName: '/ecs/web' }),
    'a custom resource of the CDK for a group with a known end': retentionOf('/ecs/web', { LogGroupName: { 'Fn::Sub': '${AParameter}/web' } }),
    'a custom resource that may set a retention': {
      LogGroup: { RetentionInDays: undefined },
      Settings: { Type: 'Custom::Settings', Properties: { ServiceToken: FUNCTION, Group: { Ref: 'LogGroup' } } },
    },
    'a log group of something else': { Other: { Type: LOG_GROUP, Properties: {} } },
  },
});

/** A log group without a retention, and the custom resource with which the CDK sets one. */
function retentionOf(LogGroupName: unknown, group: object = {}, others: object = {}) {
  return {
    LogGroup: { RetentionInDays: undefined, ...group },
    Retention: { Type: 'Custom::LogRetention', Properties: { ServiceToken: FUNCTION, LogGroupName, RetentionInDays: 30 } },
    ...others,
  };
}
