import { BLUE_GREEN_MEMBERS, CODE_DEPLOY_FORMATS, CONTINUES_AT_ONCE, LISTS_OF_ENABLED } from '../../../facts/code-deploy';
import { DeploymentGroup } from '../../model/entities/deployment-group';
import { wrongValuesOfTypes } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Waiting times and percentages of CodeDeploy are in range, and what is enabled has a list',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check these values. CodeDeploy refuses the deployment group or the deployment configuration, for example if alarms are enabled but there are none. It ignores a waiting time if it does not wait.',
  fix: 'Set `terminationWaitTime` of the blue/green configuration, or the percentage of `codedeploy.TimeBasedCanaryTrafficRouting` or `TimeBasedLinearTrafficRouting`. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html',

  subject: 'application',
  *check(application) {
    yield* wrongValuesOfTypes(application, CODE_DEPLOY_FORMATS);
    for (const group of DeploymentGroup.allOf(application)) { yield* [...withoutList(group), ...ignoredTime(group), ...withoutMember(group)]; }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'old tasks that run for three days': { Group: { BlueGreenDeploymentConfiguration: { TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 4320 } } } },
    'enabled alarms without a list': { Group: { AlarmConfiguration: { Enabled: true } } },
    'an enabled rollback without events': { Group: { AutoRollbackConfiguration: { Enabled: true, Events: [] } } },
    'a waiting time that is ignored': { Group: { BlueGreenDeploymentConfiguration: { DeploymentReadyOption: { ActionOnTimeout: 'CONTINUE_DEPLOYMENT', WaitTimeInMinutes: 30 } } } },
    'no time for an approval': { Group: { BlueGreenDeploymentConfiguration: { DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: 0 } } } },
    'no action for the old tasks': { Group: { BlueGreenDeploymentConfiguration: { TerminateBlueInstancesOnDeploymentSuccess: undefined } } },
    'a reserved name': { Canary: canary(10, { DeploymentConfigName: 'CodeDeployDefault.Canary' }) },
    'a name with a space': { Deployments: { ApplicationName: 'web shop' } },
    'a canary of a week': { Canary: canary(10, {}, 10080) },
    'a canary with all traffic': { Canary: canary(100) },
  },
  good: {
    'old tasks that run for two days': { Group: { BlueGreenDeploymentConfiguration: { TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 2880 } } } },
    'an enabled rollback with an event, and no alarms': { Group: { AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] }, AlarmConfiguration: { Enabled: false } } },
    'alarms from a parameter': { Group: { AlarmConfiguration: { Enabled: true, Alarms: { Ref: 'AParameter' } } } },
    'a waiting time for an approval': { Group: { BlueGreenDeploymentConfiguration: { DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: 30 } } } },
    'a blue/green configuration from a parameter': { Group: { BlueGreenDeploymentConfiguration: { Ref: 'AParameter' } } },
    'a waiting time from a parameter': { Group: { BlueGreenDeploymentConfiguration: { DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: { Ref: 'AParameter' } } } } },
    'no waiting time': { Group: { BlueGreenDeploymentConfiguration: { DeploymentReadyOption: { ActionOnTimeout: 'CONTINUE_DEPLOYMENT', WaitTimeInMinutes: 0 } } } },
    'a canary': { Canary: canary(99) },
    'a percentage from a parameter': { Canary: canary({ Ref: 'AParameter' }) },
  },
});

function* withoutList({ node }: DeploymentGroup): Iterable<Violation> {
  for (const [key, list] of Object.entries(LISTS_OF_ENABLED)) {
    const config = node.get(key);
    if (config.flag('Enabled').is(true) && config.list(list).isEmpty) { yield { location: config.at(list), message: `${key} is enabled, but ${list} is empty; add one, or set Enabled to false` }; }
  }
}

function* ignoredTime({ node }: DeploymentGroup): Iterable<Violation> {
  const option = node.get('BlueGreenDeploymentConfiguration').get('DeploymentReadyOption');
  const minutes = option.number('WaitTimeInMinutes');
  if (option.text('ActionOnTimeout').is('STOP_DEPLOYMENT') && minutes.orDefault(0).is(0)) {
    yield { location: option.at('WaitTimeInMinutes'), message: 'ActionOnTimeout is STOP_DEPLOYMENT, but WaitTimeInMinutes is 0: the deployment would stop at once; set the minutes to wait for an approval' };
  }
  if (option.text('ActionOnTimeout').is(CONTINUES_AT_ONCE) && minutes.satisfies(value => value > 0)) {
    yield { location: option.at('WaitTimeInMinutes'), severity: 'warning', message: `WaitTimeInMinutes (${minutes}) is ignored, because ActionOnTimeout is ${CONTINUES_AT_ONCE}; use STOP_DEPLOYMENT to wait for an approval` };
  }
}

/** CodeDeploy refuses a blue/green configuration without these members, but the template reference lists them as optional. */
function* withoutMember({ node }: DeploymentGroup): Iterable<Violation> {
  const configuration = node.get('BlueGreenDeploymentConfiguration');
  for (const key of BLUE_GREEN_MEMBERS) {
    if (configuration.isGiven && configuration.get(key).isAbsent) {
      yield { location: configuration.location, severity: 'warning', message: `BlueGreenDeploymentConfiguration has no ${key}, which CodeDeploy requires` };
    }
  }
}

function canary(CanaryPercentage: unknown, properties: object = {}, CanaryInterval = 5): object {
  return {
    Type: 'AWS::CodeDeploy::DeploymentConfig',
    Properties: { ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval, CanaryPercentage } }, ...properties },
  };
}
