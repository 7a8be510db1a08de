import { canReplaceTasks } from '../../../facts/deployment';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The percentages of a rolling update leave room to replace a task',
  severity: 'warning',
  outcome: 'hangs',
  why: 'The minimum is rounded up and the maximum down to whole tasks. Where both come to the number of tasks there are, the first deployment works and each update after it hangs: nothing may be stopped and nothing started.',
  fix: 'Raise MaximumPercent until it allows one more task (200 does for any count), or lower MinimumHealthyPercent until it allows one less.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'service',
  *check(service) {
    const { controller, deploymentStrategy, schedulingStrategy, minimumHealthyPercent, maximumPercent, deployment } = service;
    const { known: low } = minimumHealthyPercent;
    const { known: high } = maximumPercent;
    const isRolling = controller.is('ECS') && deploymentStrategy.is('ROLLING') && schedulingStrategy.is('REPLICA');
    // both 100 is refused, and a rule of its own
    if (!isRolling || low === undefined || high === undefined || low === 100 && high === 100) { return; }
    const stuck = service.taskCounts.find(count => count > 0 && !canReplaceTasks(count, low, high));
    if (stuck !== undefined) {
      yield { location: deployment.at('MaximumPercent'), message: `with ${stuck} task${stuck === 1 ? '' : 's'}, a minimum of ${low} % and a maximum of ${high} % leave no room to replace one` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'half a task more': { Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    'less than a whole task': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 75, MaximumPercent: 125 } } },
  },
  good: {
    'scaling that may be of this service': {
      Service: { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } },
      ScalableTarget: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: { ServiceNamespace: 'ecs', MinCapacity: 2, MaxCapacity: 4, ResourceId: { Ref: 'AParameter' }, ScalableDimension: 'ecs:service:DesiredCount' },
      },
    },
    'a whole task more': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
    'no tasks yet': { Service: { DesiredCount: 0, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 150 } } },
  },
});
