import { TASK_SET_PARAMETERS } from '../../../facts/deployment';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service with deployment controller EXTERNAL has no task set properties',
  severity: 'error',
  outcome: 'refused',
  why: 'With deployment controller EXTERNAL, the task sets define the task definition, capacity, network and load balancers. ECS refuses a service that sets them.',
  fix: 'Move the property from the ecs.CfnService to its ecs.CfnTaskSet (AWS::ECS::TaskSet).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html',

  subject: 'service',
  *check({ controller, node }) {
    if (!controller.is('EXTERNAL')) { return; }
    for (const { key, isDoubtful } of TASK_SET_PARAMETERS) {
      if (node.get(key).isFilled) {
        yield { location: node.at(key), message: `ECS refuses ${key} with deployment controller EXTERNAL; set it on the task set`, ...isDoubtful ? { severity: 'warning' } : {} };
      }
    }
  },

  scene: 'a service with a task set',
  bad: {
    'a task definition': { Service: { TaskDefinition: 'web:3' } },
    'a launch type': { Service: { LaunchType: 'FARGATE' } },
    'subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } } },
  },
  good: { 'a desired count': { Service: { DesiredCount: 4 } } },
});
