import { FIRELENS_OWN_OPTIONS, FIRELENS_ROUTERS } from '../../../facts/log-drivers';
import { own } from '../../../facts/own';
import { FIRELENS_PORTS } from '../../../facts/ports';
import type { Container } from '../../model/container';
import { isNoObjectArn } from '../../model/fetched-file';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The router of FireLens can be started, and knows where the logs go',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS writes the configuration of the router from these options, and fails the task when it cannot.',
  fix: 'Name the output plug-in, give a configuration file its type and place, and leave the files and the port of FireLens alone.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef-customconfig.html',

  subject: 'taskDefinition',
  *check(task) {
    const router = task.containers.find(({ node }) => node.get('FirelensConfiguration').isGiven);
    if (!router) { return; }
    const type = router.node.get('FirelensConfiguration').text('Type').known;
    yield* configurationFile(router, type);
    for (const container of task.containers) { yield* withoutOutput(container, type); }
    yield* aroundTheRouter(router, task);
    yield* onItsPorts(own(FIRELENS_PORTS, type ?? '') ?? [], task);
  },

  scene: 'a Fargate service',
  bad: {
    'no output plug-in': { Task: { ContainerDefinitions: { 0: logs({ name: 'firehose', region: 'eu-west-1' }), 1: routing() } } },
    'a file without a place': { Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 'file' }) } } },
    'the file that ECS writes': {
      Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 'file', 'config-file-value': '/fluent-bit/etc/fluent-bit.conf' }) } },
    },
    'a user by name': { Task: { ContainerDefinitions: { 0: logs(), 1: { ...routing(), User: 'fluent' } } } },
    'a URL instead of an ARN': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 's3', 'config-file-value': { 'Fn::Sub': 's3://${LogGroup}/extra.conf' } }) },
      },
      Service: { LaunchType: 'EC2' },
    },
    'the port of its health check': { Task: { ContainerDefinitions: { 0: { ...logs(), PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8877 }] }, 1: routing() } } },
    'the port of the router': { Task: { ContainerDefinitions: { 0: { ...logs(), PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 24224 }] }, 1: routing() } } },
  },
  good: {
    'an output plug-in': { Task: { ContainerDefinitions: { 0: logs({ 'Name': 'firehose', 'exclude-pattern': 'ping' }), 1: routing() } } },
    'a file of the image, and patterns alone': {
      Task: {
        ContainerDefinitions: {
          0: logs({ 'exclude-pattern': 'ping' }), 1: { ...routing({ 'config-file-type': 'file', 'config-file-value': '/fluent-bit/etc/extra.conf' }), User: '0' },
        },
      },
    },
  },
});

function* configurationFile({ node, label }: Container, type: string | undefined): Iterable<Violation> {
  const options = node.get('FirelensConfiguration').get('Options');
  const [kind, place] = ['config-file-type', 'config-file-value'].map(key => options.get(key));
  if (kind.isGiven && place.isAbsent) { yield { location: place.location, message: `${label} sets config-file-type, but no config-file-value` }; }
  if (place.isGiven && kind.isAbsent) { yield { location: kind.location, message: `${label} sets config-file-value, but no config-file-type` }; }
  if (kind.asText.isNoneOf(['s3', 'file'])) { yield { location: kind.location, message: `${label} has config-file-type ${kind.asText}; it must be s3 or file` }; }
  const file = place.asPhrase;
  if (kind.asText.is('s3') && file && isNoObjectArn(file)) {
    yield { location: place.location, message: `${label} has config-file-value ${file}; it must be the ARN of an S3 object` };
  }
  const written = type === undefined ? undefined : own(FIRELENS_ROUTERS, type)?.configuration;
  if (written && kind.asText.is('file') && place.asText.is(written)) {
    yield { location: place.location, message: `${label} has config-file-value ${written}, the file that ECS writes itself` };
  }
}

function* withoutOutput({ logDriver, logging, label }: Container, type: string | undefined): Iterable<Violation> {
  const outputKey = type === undefined ? undefined : own(FIRELENS_ROUTERS, type)?.outputKey;
  const options = logging.get('Options');
  const forOutput = options.keys.filter(key => !FIRELENS_OWN_OPTIONS.includes(key));
  if (outputKey && logDriver.is('awsfirelens') && forOutput.length > 0 && options.get(outputKey).isAbsent) {
    yield { location: options.at(outputKey), message: `${label} has options for an output (${forOutput.join(', ')}), but not ${outputKey}, which names it` };
  }
}

function* aroundTheRouter(router: Container, { containers }: TaskDefinition): Iterable<Violation> {
  const user = router.node.text('User');
  if (user.satisfies(name => !/^\d+(?::.+)?$/.test(name))) {
    yield { location: router.node.at('User'), message: `${router.label} is the router and runs as user ${user}; it must be a number, with or without a group` };
  }
  if (router.essential.is(false)) {
    yield { location: router.node.at('Essential'), message: `${router.label} is the router and not essential: without it logs are lost`, severity: 'warning' };
  }
  for (const { dependencies, label } of containers) {
    for (const dependency of dependencies) {
      const condition = dependency.text('Condition');
      if (dependency.text('ContainerName').satisfies(name => router.name.is(name)) && condition.isOneOf(['COMPLETE', 'SUCCESS'])) {
        yield { location: dependency.at('Condition'), message: `${label} waits for the end (${condition}) of the router ${router.name}`, severity: 'warning' };
      }
    }
  }
}

function* onItsPorts(ports: readonly number[], { containers }: TaskDefinition): Iterable<Violation> {
  for (const { portMappings, label } of containers) {
    for (const { node, containerPort } of portMappings.filter(mapping => mapping.containerPort.isOneOf(ports))) {
      yield { location: node.at('ContainerPort'), message: `${label} maps port ${containerPort}, where the log router listens`, severity: 'warning' };
    }
  }
}

/** The options of the scene's own driver go. */
function logs(options: object = {}): object {
  const others = { 'awslogs-group': undefined, 'awslogs-region': undefined, 'awslogs-stream-prefix': undefined };
  return { LogConfiguration: { LogDriver: 'awsfirelens', Options: { ...others, ...options } } };
}

function routing(options?: object): object {
  return {
    Name: 'router',
    Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
    FirelensConfiguration: { Type: 'fluentbit', ...options ? { Options: options } : {} },
  };
}
