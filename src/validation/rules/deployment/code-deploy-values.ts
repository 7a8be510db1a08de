import { CODE_DEPLOY_VALUES } from '../../../facts/listener-values';
import { wrongValues } from '../../model/queries/wrong-values';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Waiting times and percentages of CodeDeploy are in range',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check these values. CodeDeploy refuses the deployment group or the deployment configuration.',
  fix: 'Set `terminationWaitTime` of the blue/green configuration, or the percentage of `codedeploy.TimeBasedCanaryTrafficRouting` or `TimeBasedLinearTrafficRouting`. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html',

  subject: 'application',
  check(application) { return wrongValues(CODE_DEPLOY_VALUES, application); },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'old tasks that run for three days': { Group: { BlueGreenDeploymentConfiguration: { TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 4320 } } } },
    'a canary with all traffic': { Canary: canary(100) },
  },
  good: {
    'old tasks that run for two days': { Group: { BlueGreenDeploymentConfiguration: { TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 2880 } } } },
    'a canary': { Canary: canary(99) },
    'a percentage from a parameter': { Canary: canary({ Ref: 'AParameter' }) },
  },
});

function canary(CanaryPercentage: unknown): object {
  return {
    Type: 'AWS::CodeDeploy::DeploymentConfig',
    Properties: { ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 5, CanaryPercentage } } },
  };
}
