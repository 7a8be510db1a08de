import type { Node } from '../../model/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A secure parameter is not resolved by CloudFormation inside a task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation resolves ssm-secure in a few properties of other services alone, and refuses the template.',
  fix: 'Refer to the parameter by its name in Secrets.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const place of placesOf(container.node)) {
        if (place.resolvedBy.includes('ssm-secure')) {
          yield { location: place.location, message: `${container.label} resolves a secure parameter, which CloudFormation does not do here` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a variable': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'API', Value: '{{resolve:ssm-secure:/app/api}}' }] } } } },
  },
  good: { 'a plain parameter': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'API', Value: '{{resolve:ssm:/app/api}}' }] } } } } },
});

/** Where people write such a reference. */
function placesOf(container: Node): readonly Node[] {
  const options = container.get('LogConfiguration').get('Options');
  return [
    container.get('Image'),
    ...container.list('Environment').map(variable => variable.get('Value')),
    ...container.list('Secrets').map(secret => secret.get('ValueFrom')),
    ...container.list('Command'),
    ...options.keys.map(key => options.get(key)),
  ];
}
