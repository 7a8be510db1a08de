import { tasksDuringUpdate } from '../../../facts/deployment';
import type { Service } from '../../model/entities/service';
import { defineRule } from '../rule';

/** The properties of a service that send traffic to its tasks. */
const TRAFFIC = ['LoadBalancers', 'ServiceRegistries', 'VpcLatticeConfigurations', 'ServiceConnectConfiguration/Services'];
const ALL_AT_ONCE = { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } };

export default defineRule({
  title: 'A rolling update keeps a task of a service with traffic running',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'If the minimum is 0 % and the maximum allows no additional task, ECS stops all tasks and then starts the new ones. Until the new tasks are healthy, no task receives requests.',
  fix: 'Set minHealthyPercent above 0, or maxHealthyPercent to 200. In CloudFormation: MinimumHealthyPercent and MaximumPercent of DeploymentConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',

  subject: 'service',
  *check(service) {
    const { controller, deploymentStrategy, minimumHealthyPercent, maximumPercent, deployment, taskCounts } = service;
    const isRolling = controller.is('ECS') && deploymentStrategy.is('ROLLING');
    if (!isRolling || !minimumHealthyPercent.is(0) || !receivesTraffic(service)) { return; }
    // one task without a second one is often intended
    const count = taskCounts.find(each => each > 1 && maximumPercent.satisfies(high => tasksDuringUpdate(each, 0, high).most <= each));
    if (count !== undefined) {
      yield {
        location: deployment.at('MinimumHealthyPercent'),
        message: `MinimumHealthyPercent 0 and MaximumPercent ${maximumPercent} of ${count} tasks: ECS may stop all ${count} tasks before it starts a new one`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    '0 to 100': { Service: ALL_AT_ONCE },
    'room for half an additional task': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 125 } } },
    'tasks that other services find by name': {
      Service: { ...ALL_AT_ONCE, LoadBalancers: undefined, ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk' }] },
    },
  },
  good: {
    'a minimum of half': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } } },
    'room for an additional task': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 150 } } },
    'one task': { Service: { ...ALL_AT_ONCE, DesiredCount: 1 } },
    'no tasks': { Service: { ...ALL_AT_ONCE, DesiredCount: 0 } },
    'a number of tasks from a parameter': { Service: { ...ALL_AT_ONCE, DesiredCount: { Ref: 'Count' } } },
    'a maximum from a parameter': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: { Ref: 'Maximum' } } } },
    'a service without traffic': { scene: 'a Fargate service', change: { Service: ALL_AT_ONCE } },
    'a blue/green deployment': { scene: 'a Fargate service with blue/green deployments', change: { Service: ALL_AT_ONCE } },
    'deployments with CodeDeploy': { scene: 'a Fargate service that CodeDeploy deploys', change: { Service: ALL_AT_ONCE } },
  },
});

function receivesTraffic({ node }: Service): boolean {
  return TRAFFIC.some(path => path.split('/').reduce((place, key) => place.get(key), node).asList.atLeast > 0);
}
