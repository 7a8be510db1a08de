import { FIRELENS_OWN_OPTIONS, FIRELENS_ROUTERS, Router } from '../../../facts/log-drivers';
import { own } from '../../../facts/own';
import { FIRELENS_PORTS } from '../../../facts/ports';
import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { isNoObjectArn } from '../../model/queries/fetched-file';
import { NO_AWSLOGS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'FireLens options name an output plugin and a valid configuration file',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS generates the configuration of the log router from these options. The task fails if ECS cannot generate it, or if the log router cannot start.',
  fix: "Use `ecs.LogDrivers.firelens({ options: { Name: 'firehose', … } })`, and `configFileType` and `configFileValue` together in `addFirelensLogRouter()` (CloudFormation: Options of LogConfiguration and FirelensConfiguration).",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef-customconfig.html',

  subject: 'taskDefinition',
  *check(task) {
    const router = task.containers.find(({ node }) => node.get('FirelensConfiguration').isGiven);
    if (!router) { return; }
    const type = router.node.get('FirelensConfiguration').text('Type').known ?? '';
    yield* configurationFile(router, own(FIRELENS_ROUTERS, type));
    for (const container of task.containers) { yield* withoutOutput(container, own(FIRELENS_ROUTERS, type)); }
    yield* ofRouter(router);
    for (const container of task.containers) { yield* waitingForEnd(container, router); }
    yield* onItsPorts(own(FIRELENS_PORTS, type) ?? [], task);
  },

  scene: 'a Fargate service',
  bad: {
    'no output plugin': { Task: { ContainerDefinitions: { 0: logs({ name: 'firehose', region: 'eu-west-1' }), 1: routing() } } },
    'a configuration file type without a value': { Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 'file' }) } } },
    'a configuration file value without a type': { Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-value': '/extra.conf' }) } } },
    'a configuration file of another type': {
      Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 'ssm', 'config-file-value': '/extra.conf' }) } },
    },
    'the configuration file that ECS generates': {
      Task: { ContainerDefinitions: { 0: logs(), 1: routing({ 'config-file-type': 'file', 'config-file-value': '/fluent-bit/etc/fluent-bit.conf' }) } },
    },
    'a user by name': { Task: { ContainerDefinitions: { 0: logs(), 1: { ...routing(), User: 'fluent' } } } },
    'a log router that is not essential': { Task: { ContainerDefinitions: { 0: logs(), 1: { ...routing(), Essential: false } } } },
    'a container that waits until the log router exits': {
      Task: { ContainerDefinitions: { 0: { ...logs(), DependsOn: [{ ContainerName: 'router', Condition: 'COMPLETE' }] }, 1: { ...routing(), Essential: false } } },
    },
    'a URL instead of an ARN': onInstances({ 'config-file-type': 's3', 'config-file-value': { 'Fn::Sub': 's3://${LogGroup}/extra.conf' } }),
    'the health check port of the log router': { Task: { ContainerDefinitions: { 0: { ...logs(), PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8877 }] }, 1: routing() } } },
    'the port of the log router': { Task: { ContainerDefinitions: { 0: { ...logs(), PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 24224 }] }, 1: routing() } } },
  },
  good: {
    'an output plugin': { Task: { ContainerDefinitions: { 0: logs({ 'Name': 'firehose', 'exclude-pattern': 'ping' }), 1: routing() } } },
    'a configuration file of the image, and patterns': {
      Task: {
        ContainerDefinitions: {
          0: logs({ 'exclude-pattern': 'ping' }), 1: { ...routing({ 'config-file-type': 'file', 'config-file-value': '/fluent-bit/etc/extra.conf' }), User: '0' },
        },
      },
    },
    'an empty user': { Task: { ContainerDefinitions: { 0: logs(), 1: { ...routing(), User: '' } } } },
    'a container that waits until the log router starts': {
      Task: { ContainerDefinitions: { 0: { ...logs(), DependsOn: [{ ContainerName: 'router', Condition: 'START' }] }, 1: routing() } },
    },
    'a container that waits until another container exits': {
      Task: {
        ContainerDefinitions: {
          0: { ...logs(), DependsOn: [{ ContainerName: 'migration', Condition: 'SUCCESS' }] },
          1: routing(),
          2: { Name: 'migration', Image: 'public.ecr.aws/docker/library/node:22', Essential: false },
        },
      },
    },
    'a configuration file in S3': onInstances({ 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::bucket/extra.conf' }),
    'a configuration file in S3 from a parameter': onInstances({ 'config-file-type': 's3', 'config-file-value': { 'Fn::If': ['Large', { Ref: 'Large' }, { Ref: 'Small' }] } }),
    'a log router whose type is a parameter': {
      Task: { ContainerDefinitions: { 0: logs({ region: 'eu-west-1' }), 1: { ...routing(), FirelensConfiguration: { Type: { Ref: 'RouterType' } } } } },
    },
    'an S3 object with the path of the generated file': onInstances({ 'config-file-type': { Ref: 'FileType' }, 'config-file-value': '/fluent-bit/etc/fluent-bit.conf' }),
  },
});

function* configurationFile({ node, label }: Container, router: Router | undefined): Iterable<Violation> {
  const options = node.get('FirelensConfiguration').get('Options');
  const [type, value] = ['config-file-type', 'config-file-value'].map(key => options.get(key));
  if (type.isGiven && value.isAbsent) { yield { location: value.location, message: `${label} has config-file-type without config-file-value; set configFileValue` }; }
  if (value.isGiven && type.isAbsent) { yield { location: type.location, message: `${label} has config-file-value without config-file-type; set configFileType` }; }
  if (type.asText.isNoneOf(['s3', 'file'])) { yield { location: type.location, message: `${label} has config-file-type ${type.asText}; use s3 or file` }; }
  const file = value.asPartialString;
  if (type.asText.is('s3') && file && isNoObjectArn(file)) {
    yield { location: value.location, message: `${label} has config-file-value ${file}; use the ARN of the S3 object, bucket.arnForObjects(key)` };
  }
  if (type.asText.is('file') && router && value.asText.is(router.configuration)) {
    yield { location: value.location, message: `${label} has config-file-value ${router.configuration}, which ECS overwrites; store the file under another path` };
  }
}

function* withoutOutput({ logDriver, logging, label }: Container, router: Router | undefined): Iterable<Violation> {
  const options = logging.get('Options');
  const forOutput = options.keys.filter(key => !FIRELENS_OWN_OPTIONS.includes(key));
  if (router && logDriver.is('awsfirelens') && forOutput.length > 0 && options.get(router.outputKey).isAbsent) {
    yield {
      location: options.at(router.outputKey),
      message: `${label} has options of an output plugin (${forOutput.join(', ')}) without its name; set option ${router.outputKey}`,
    };
  }
}

/** If User is empty, the user of the image applies. */
function* ofRouter({ node, essential, label }: Container): Iterable<Violation> {
  const user = node.text('User');
  if (user.satisfies(name => !/^(?:\d+(?::.+)?)?$/.test(name))) {
    yield { location: node.at('User'), message: `${label} is the log router and has User ${user}; use a numeric user id, such as 0` };
  }
  if (essential.is(false)) {
    yield { location: node.at('Essential'), message: `${label} is the log router but not essential, so the task continues without logs when it stops; set essential to true`, severity: 'warning' };
  }
}

function* waitingForEnd({ dependencies, label }: Container, router: Container): Iterable<Violation> {
  for (const dependency of dependencies) {
    const condition = dependency.text('Condition');
    if (condition.isOneOf(['COMPLETE', 'SUCCESS']) && dependency.text('ContainerName').satisfies(name => router.name.is(name))) {
      yield { location: dependency.at('Condition'), message: `${label} waits for ${condition} of log router ${router.name}, which does not exit; use START or HEALTHY`, severity: 'warning' };
    }
  }
}

function* onItsPorts(ports: readonly number[], { containers }: TaskDefinition): Iterable<Violation> {
  for (const { portMappings, label } of containers) {
    for (const { node, containerPort } of portMappings.filter(mapping => mapping.containerPort.isOneOf(ports))) {
      yield { location: node.at('ContainerPort'), message: `${label} maps port ${containerPort}, which the log router uses; use another container port`, severity: 'warning' };
    }
  }
}

function logs(options: object = {}): object {
  return { LogConfiguration: { LogDriver: 'awsfirelens', Options: { ...NO_AWSLOGS, ...options } } };
}

function onInstances(options: object) {
  return { Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: logs(), 1: routing(options) } }, Service: { LaunchType: 'EC2' } };
}

function routing(options?: object): object {
  return {
    Name: 'router',
    Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
    FirelensConfiguration: { Type: 'fluentbit', ...options ? { Options: options } : {} },
  };
}
