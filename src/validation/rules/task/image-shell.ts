import { IMAGES_WITHOUT_SHELL, ImageWithoutShell, PROGRAMS_OF_A_SYSTEM } from '../../../facts/images-without-shell';
import type { Container } from '../../model/entities/container';
import { defineRule, Violation } from '../rule';

const OTEL = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3';
const collector = (more: object) => ({ Task: { ContainerDefinitions: { 1: { Name: 'otel', Image: OTEL, ...more } } } });

export default defineRule({
  title: 'Containers run programs that their images contain',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'The image contains one program and neither a shell nor curl. A health check with CMD-SHELL or curl fails at every run, so that ECS replaces the task again and again. An entry point that is a shell does not start.',
  fix: "Use the program of the image: `healthCheck: { command: ['CMD', '/healthcheck'] }` for the AWS Distro for OpenTelemetry. Remove the health check of other such images, or use an image with a shell. In CloudFormation: HealthCheck.Command and EntryPoint.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',

  subject: 'taskDefinition',
  *check({ containers }) {
    for (const container of containers) {
      const image = IMAGES_WITHOUT_SHELL.find(({ name }) => container.node.text('Image').satisfies(text => name.test(text)));
      if (image) { yield* missingPrograms(container, image); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a health check in a shell': collector({ HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://127.0.0.1:13133/ || exit 1'] } }),
    'a health check with a program of other images': collector({ HealthCheck: { Command: ['CMD', 'wget', '--spider', 'http://127.0.0.1:13133/'] } }),
    'a shell as the entry point': collector({ EntryPoint: ['/bin/sh', '-c'], Command: ['/awscollector --config=/etc/otel-config.yaml'] }),
    'a health check of a container that is not essential': collector({ Essential: false, HealthCheck: { Command: ['CMD-SHELL', '/healthcheck'] } }),
    'a health check of the CloudWatch agent': {
      Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/agent', ContainerDefinitions: { 1: { Name: 'agent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300', HealthCheck: { Command: ['CMD-SHELL', 'ps'] } } } },
    },
    'a shell as the entry point of the CloudWatch agent': {
      Task: { ContainerDefinitions: { 1: { Name: 'agent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300', EntryPoint: ['bash'] } } },
    },
  },
  good: {
    'the health check of the image': collector({ HealthCheck: { Command: ['CMD', '/healthcheck'] } }),
    'a health check from a parameter': collector({ HealthCheck: { Command: { Ref: 'Command' } } }),
    'another entry point': collector({ EntryPoint: ['/awscollector'] }),
    'a shell in an image with one': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'] } } } } },
    'an image for debugging': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/base:debug', EntryPoint: ['sh', '-c'], Command: ['ls'] } } } },
  },
});

function* missingPrograms({ node, healthCheck, essential, label }: Container, { otherwise, check }: ImageWithoutShell): Generator<Violation> {
  const image = node.text('Image');
  const [kind, program] = healthCheck.list('Command').map(word => word.asText);
  const isMissing = kind?.is('CMD-SHELL') || program?.satisfies(name => PROGRAMS_OF_A_SYSTEM.test(name));
  if (isMissing) {
    yield {
      location: healthCheck.at('Command'),
      message: `the health check of ${label} runs ${kind?.is('CMD-SHELL') ? 'a shell' : program}, which image ${image} does not contain; ${check ? `use CMD with ${check}` : 'remove the health check'}`,
      ...otherwise === 'refused' && essential.is(true) ? {} : { severity: 'warning' },
    };
  }
  const [entry] = node.list('EntryPoint').map(word => word.asText);
  if (entry?.satisfies(name => PROGRAMS_OF_A_SYSTEM.test(name))) {
    yield {
      location: node.at('EntryPoint'),
      message: `the entry point of ${label} is ${entry}, which image ${image} does not contain; remove it`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}
