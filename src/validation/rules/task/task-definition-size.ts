import { TASK_DEFINITION_BYTES } from '../../../facts/task-members';
import { defineRule } from '../rule';

/** The maximum bytes per character. Values from mappings are too short to matter. */
const BYTES_OF_A_CHARACTER = 3;

export default defineRule({
  title: 'A task definition is at most 64 KiB',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a larger task definition. Environment variables and long commands use up the limit quickly, and values that are known only at deployment count too.',
  fix: 'Move variables from environment to environmentFiles, to secrets or into the image. In CloudFormation: Environment and EnvironmentFiles.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',

  subject: 'taskDefinition',
  *check({ node, resource }) {
    if (resource.writtenLength * BYTES_OF_A_CHARACTER < TASK_DEFINITION_BYTES) { return; }
    // ECS stores tags separately
    const literalBytes = node.literalBytes - node.get('Tags').literalBytes;
    if (literalBytes > TASK_DEFINITION_BYTES) {
      yield { location: node.at('ContainerDefinitions'), message: `the task definition has ${literalBytes} bytes of text; the maximum is ${TASK_DEFINITION_BYTES}, move variables to environmentFiles` };
    }
  },

  scene: 'a Fargate service',
  bad: { 'a variable of 66 kB': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DATA', Value: 'x'.repeat(66_000) }] } } } } },
  good: { 'a variable of 33 kB': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DATA', Value: 'x'.repeat(33_000) }] } } } } },
});
