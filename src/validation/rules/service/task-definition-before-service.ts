import { defineRule } from '../rule';

const FAMILY = { Task: { Family: 'web' } };
const BY_FAMILY = { TaskDefinition: 'web' };

export default defineRule({
  title: 'A service that names the family of a task definition depends on the task definition',
  severity: 'warning',
  outcome: 'refused',
  why: 'A family name is no reference, so CloudFormation may create the service before the task definition. If the family has no revision yet, ECS refuses the service: "TaskDefinition not found". Otherwise the service starts an earlier revision.',
  fix: 'Call `service.node.addDependency(taskDefinition)`. In CloudFormation: add it to DependsOn of the service. Unless CodeDeploy deploys the service, pass the task definition itself (a Ref in CloudFormation), so that its changes reach the service.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'service',
  *check({ node, resource, taskDefinition: task }) {
    const place = node.get('TaskDefinition');
    if (!task || resource.waitsFor(task.resource) || !resource.coexistsWith(task.resource)) { return; }
    yield {
      location: place.location,
      related: [task.resource.at('Family')],
      message: `TaskDefinition is the family of ${task.resource.logicalId}, but ${resource.logicalId} does not depend on ${task.resource.logicalId}`,
    };
  },

  scene: 'a Fargate service',
  bad: { 'a family name': { ...FAMILY, Service: BY_FAMILY } },
  good: {
    'a family name, and a dependency': { ...FAMILY, Service: { DependsOn: ['Providers', 'Task'], ...BY_FAMILY } },
    'the family of another task definition': { ...FAMILY, Service: { TaskDefinition: 'api' } },
    'a revision': { ...FAMILY, Service: { TaskDefinition: 'web:7' } },
    'a family from a parameter': { ...FAMILY, Service: { TaskDefinition: { Ref: 'AParameter' } } },
    'a service under a condition': {
      ...FAMILY, Service: { Condition: 'HasService', ...BY_FAMILY },
    },
  },
});
