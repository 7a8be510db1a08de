import { TASK_DEFINITION_BYTES } from '../../../facts/task-members';
import { defineRule } from '../rule';

/** At the most; what is read from elsewhere, as mappings are, is never that long. */
const BYTES_A_LETTER = 3;

export default defineRule({
  title: 'A task definition is small enough to be registered',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS takes 64 KiB, which variables and long commands can fill; what is known only at deployment comes on top.',
  fix: 'Move variables into an environment file, a parameter or the image.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',

  subject: 'taskDefinition',
  *check({ node, resource }) {
    if (resource.writtenLength * BYTES_A_LETTER < TASK_DEFINITION_BYTES) { return; }
    // tags are kept apart
    const literalBytes = node.literalBytes - node.get('Tags').literalBytes;
    if (literalBytes > TASK_DEFINITION_BYTES) {
      yield { location: node.at('ContainerDefinitions'), message: `the task definition holds ${literalBytes} bytes of text, at most ${TASK_DEFINITION_BYTES} are possible` };
    }
  },

  scene: 'a Fargate service',
  bad: { 'a variable as large as that': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DATA', Value: 'x'.repeat(66_000) }] } } } } },
  good: { 'half of that': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DATA', Value: 'x'.repeat(33_000) }] } } } } },
});
