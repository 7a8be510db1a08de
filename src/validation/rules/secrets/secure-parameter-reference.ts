import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Task definitions have no ssm-secure dynamic references',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation supports ssm-secure dynamic references only in some properties of other services, and refuses the template.',
  fix: 'Pass the parameter with `SecretSource.parameterStoreName(name)` or `ecs.Secret.fromSsmParameter(parameter)` (CloudFormation: its name in Secrets).',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const place of placesOf(container.node)) {
        if (place.resolvedBy.includes('ssm-secure')) {
          yield { location: place.location, message: `${container.label} has an ssm-secure dynamic reference, which CloudFormation refuses here; use a secret of the container` };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'an environment variable': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'API', Value: '{{resolve:ssm-secure:/app/api}}' }] } } } },
  },
  good: { 'a plain parameter': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'API', Value: '{{resolve:ssm:/app/api}}' }] } } } } },
});

/** The properties in which such a reference is likely. */
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
