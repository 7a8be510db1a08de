import { canReplaceTasks, DEPLOYMENT_PERCENT } from '../../../facts/deployment';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Minimum and maximum percent allow a rolling update to replace a task',
  severity: 'warning',
  outcome: 'hangs',
  why: 'ECS rounds the minimum up and the maximum down to whole tasks. If both equal the number of tasks, ECS can neither stop nor start a task. The first deployment succeeds, and every later update hangs.',
  fix: 'Set maxHealthyPercent to 200, which allows additional tasks for any count, or lower minHealthyPercent. In CloudFormation: MaximumPercent and MinimumHealthyPercent of DeploymentConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'service',
  *check(service) {
    const { controller, deploymentStrategy, minimumHealthyPercent, maximumPercent, deployment } = service;
    const { known: low } = minimumHealthyPercent;
    const { known: high } = maximumPercent;
    const isRolling = controller.is('ECS') && deploymentStrategy.is('ROLLING');
    // other rules report percentages that ECS refuses
    if (!isRolling || low === undefined || high === undefined || low === 100 && high === 100 || high < DEPLOYMENT_PERCENT.maximum.min) { return; }
    const stuck = service.taskCounts.find(count => count > 0 && !canReplaceTasks(count, low, high));
    if (stuck !== undefined) {
      yield { location: deployment.at('MaximumPercent'), message: `MinimumHealthyPercent ${low} and MaximumPercent ${high} of ${stuck} task${stuck === 1 ? '' : 's'} both round to ${stuck}: ECS cannot replace a task` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'room for half an additional task': { Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    'a minimum of nearly all tasks, and a maximum of 100': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 90, MaximumPercent: 100 } } },
    'room for less than one task above and below': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 75, MaximumPercent: 125 } } },
  },
  good: {
    'a scalable target that may be for this service': {
      Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } },
      ScalableTarget: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: { ServiceNamespace: 'ecs', MinCapacity: 2, MaxCapacity: 4, ResourceId: { Ref: 'AParameter' }, ScalableDimension: 'ecs:service:DesiredCount' },
      },
    },
    'room for an additional task': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    'a maximum from a parameter': { Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: { Ref: 'Maximum' } } } },
    'a blue/green deployment': { Service: { DesiredCount: 1, DeploymentConfiguration: { Strategy: 'BLUE_GREEN', MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    'deployments with CodeDeploy': {
      scene: 'a Fargate service that CodeDeploy deploys',
      change: { Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    },
    'a minimum from a parameter': { Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: { Ref: 'Minimum' }, MaximumPercent: 150 } } },
    'no tasks': { Service: { DesiredCount: 0, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
  },
});
