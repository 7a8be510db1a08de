import { defineRule } from '../rule';

export default defineRule({
  title: 'A service that ECS or CodeDeploy deploys has a task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation treats TaskDefinition as optional because services with an external deployment controller have none. ECS refuses every other service without it: "TaskDefinition can not be blank".',
  fix: 'Set `taskDefinition` of the service. In CloudFormation: TaskDefinition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check({ controller, compute, node }) {
    const place = node.get('TaskDefinition');
    if (compute.isKnown && controller.isOneOf(['ECS', 'CODE_DEPLOY']) && (place.isAbsent || place.asText.is(''))) {
      yield { location: place.location, message: `TaskDefinition is not set, but deployment controller ${controller} needs a task definition` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no task definition': { Service: { TaskDefinition: undefined } },
    'an empty task definition': { Service: { TaskDefinition: '' } },
  },
  good: {
    'an external controller': { scene: 'a service with a task set', change: {} },
    'a controller from a parameter': { Service: { TaskDefinition: undefined, DeploymentController: { Type: { Ref: 'AParameter' } } } },
    'a task definition by name': { Service: { TaskDefinition: 'web:3' } },
  },
});
