import { TASK_SET_PARAMETERS } from '../../../facts/deployment';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service with an external deployment controller leaves to its task sets what they decide',
  severity: 'error',
  outcome: 'refused',
  why: 'With deployment controller EXTERNAL the task sets say what runs, where and behind what; ECS refuses a service that says so itself.',
  fix: 'Move the property to the task set.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html',

  subject: 'service',
  *check({ controller, node }) {
    if (!controller.is('EXTERNAL')) { return; }
    for (const { key, isDoubtful } of TASK_SET_PARAMETERS) {
      if (node.get(key).isFilled) {
        yield { location: node.at(key), message: `${key} is set, but the deployment controller is EXTERNAL`, ...isDoubtful ? { severity: 'warning' } : {} };
      }
    }
  },

  scene: 'a service with a task set',
  bad: {
    'a task definition': { Service: { TaskDefinition: 'web:3' } },
    'a launch type': { Service: { LaunchType: 'FARGATE' } },
    'subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } } },
  },
  good: { 'a number of tasks': { Service: { DesiredCount: 4 } } },
});
