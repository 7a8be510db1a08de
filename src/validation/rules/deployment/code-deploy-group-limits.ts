import { DEPLOYMENT_GROUP_ALARMS, DEPLOYMENT_GROUP_TRIGGERS } from '../../../facts/code-deploy';
import { DeploymentGroup } from '../../model/entities/deployment-group';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { defineRule, Violation } from '../rule';

const ECS_SERVICE = { ClusterName: 'shop', ServiceName: 'api' };
const trigger = (TriggerName: string, TriggerTargetArn: unknown) => ({ TriggerName, TriggerTargetArn, TriggerEvents: ['DeploymentFailure'] });
const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;

export default defineRule({
  title: 'A service is in one deployment group, which has one service, and at most 10 alarms and triggers',
  severity: 'error',
  outcome: 'refused',
  why: 'CodeDeploy refuses a second deployment group for a service: "An Amazon ECS service can be associated with only one deployment group". It also refuses a second service in a group, more than 10 alarms or triggers, and triggers with one name or topic.',
  fix: 'Create one `codedeploy.EcsDeploymentGroup` for each service. In CloudFormation: one entry in ECSServices, and TriggerConfigurations with different names and topics.',
  docs: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html',

  subject: 'application',
  *check(application) {
    const groups = DeploymentGroup.allOf(application);
    for (const { again, first } of repetitionsOf(groups, ({ serviceKey }) => serviceKey, ({ node }) => node.resource)) {
      yield {
        location: again.node.at('ECSServices'),
        related: [first.node.at('ECSServices')],
        message: `service ${again.service?.resource.logicalId} is already in deployment group ${first.node.resource.logicalId}; CodeDeploy accepts a service in one deployment group`,
      };
    }
    for (const group of groups) { yield* [...counts(group), ...repeatedTriggers(group)]; }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'two groups of a service': { Second: secondGroup() },
    'two services': { Group: { ECSServices: { 1: ECS_SERVICE } } },
    'eleven alarms': { Group: { AlarmConfiguration: { Enabled: true, Alarms: Array.from({ length: 11 }, (_, number) => ({ Name: `alarm-${number}` })) } } },
    'eleven triggers': { Group: { TriggerConfigurations: Array.from({ length: 11 }, (_, number) => trigger(`trigger-${number}`, topic(`topic-${number}`))) } },
    'two triggers with one name': { Group: { TriggerConfigurations: [trigger('failed', topic('one')), trigger('failed', topic('two'))] } },
    'two triggers with one topic': { Group: { TriggerConfigurations: [trigger('failed', { Ref: 'Topic' }), trigger('stopped', { Ref: 'Topic' })] }, Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
  },
  good: {
    'groups of two services': { Second: secondGroup(ECS_SERVICE) },
    'ten alarms': { Group: { AlarmConfiguration: { Enabled: true, Alarms: Array.from({ length: 10 }, (_, number) => ({ Name: `alarm-${number}` })) } } },
    'ten triggers': { Group: { TriggerConfigurations: Array.from({ length: 10 }, (_, number) => trigger(`trigger-${number}`, topic(`topic-${number}`))) } },
    'a second service under a condition': { Group: { ECSServices: { 1: { 'Fn::If': ['Two', ECS_SERVICE, { Ref: 'AWS::NoValue' }] } } } },
    'triggers from parameters': { Group: { TriggerConfigurations: [trigger('failed', { Ref: 'One' }), trigger('stopped', { Ref: 'Two' })] } },
  },
});

function secondGroup(service: object = { ClusterName: { Ref: 'Cluster' }, ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] } }) {
  return {
    Type: 'AWS::CodeDeploy::DeploymentGroup',
    Properties: {
      ApplicationName: { Ref: 'Deployments' },
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      BlueGreenDeploymentConfiguration: { Ref: 'AParameter' },
      ECSServices: [service],
      LoadBalancerInfo: { TargetGroupPairInfoList: { Ref: 'AParameter' } },
      ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
    },
  };
}

function* counts({ node, services }: DeploymentGroup): Iterable<Violation> {
  if (services.atLeast > 1) { yield { location: node.at('ECSServices'), message: `the number of ECSServices is ${services.atLeast}; a deployment group deploys one service` }; }
  const alarms = node.get('AlarmConfiguration');
  for (const [place, key, most] of [[alarms, 'Alarms', DEPLOYMENT_GROUP_ALARMS], [node, 'TriggerConfigurations', DEPLOYMENT_GROUP_TRIGGERS]] as const) {
    const { atLeast } = place.list(key);
    if (atLeast > most) { yield { location: place.at(key), message: `the number of ${key} is ${atLeast}; it must be at most ${most}` }; }
  }
}

function* repeatedTriggers({ node }: DeploymentGroup): Iterable<Violation> {
  const triggers = node.list('TriggerConfigurations').sure;
  for (const key of ['TriggerName', 'TriggerTargetArn']) {
    for (const { again } of repetitionsOf(triggers, each => identityKey(each.get(key), { types: 'AWS::SNS::' }), each => each.resource)) {
      yield { location: again.at(key), message: `two triggers have one ${key}; each needs its own` };
    }
  }
}
