import { AWSLOGS_EITHER, AWSLOGS_OPTIONS, AWSLOGS_OPTIONS_REFUSED, LOG_OPTION_FORMATS } from '../../../facts/log-drivers';
import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { PartialString } from '../../model/evaluation/partial-string';
import { isAmong } from '../../model/evaluation/values';
import { missingLogOptions } from '../../model/queries/log-settings';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Log drivers have their required options and only valid options',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a log driver without its required options. With an option that the log driver does not support, or an invalid value, the container does not start.',
  fix: 'Use `ecs.LogDrivers.awsLogs({ logGroup, streamPrefix })`, which sets the required options, or `ecs.LogDrivers.splunk()` (CloudFormation: Options of LogConfiguration).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      yield* missing(container, task);
      yield* malformed(container);
      if (container.logDriver.is('awslogs')) { yield* ofAwsLogs(container); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no log group': having({ 'awslogs-group': undefined }),
    'no stream prefix on Fargate': having({ 'awslogs-stream-prefix': undefined }),
    'no options': having(undefined),
    'an option that ECS refuses': having({ 'awslogs-endpoint': 'https://logs' }),
    'two options for the first line of an event': having({ 'awslogs-datetime-format': '%Y', 'awslogs-multiline-pattern': '^INFO' }),
    'the ARN of a log group': having({ 'awslogs-group': { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }),
    'an ARN without references': having({ 'awslogs-group': 'arn:aws:logs:eu-west-1:111122223333:log-group:web' }),
    'an ARN with pseudo parameters': having({ 'awslogs-group': { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:web' } }),
    'an Availability Zone instead of a Region': having({ 'awslogs-region': 'eu-west-1a' }),
    'an invalid mode': having({ mode: 'async' }),
    'a buffer size in blocking mode': having({ 'mode': 'blocking', 'max-buffer-size': '25m' }),
    'an empty log group': having({ 'awslogs-group': '' }),
    'an option that awslogs does not list': having({ 'awslogs-compression': 'gzip' }),
    'Splunk without a token': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'splunk', Options: { 'splunk-url': 'https://splunk' } } } } } },
  },
  good: {
    'a mode and a buffer size': having({ 'mode': 'non-blocking', 'max-buffer-size': '25m' }),
    'blocking mode without a buffer size': having({ mode: 'blocking' }),
    'a date format for the first line': having({ 'awslogs-datetime-format': '%Y' }),
    'a pattern for the first line': having({ 'awslogs-multiline-pattern': '^INFO' }),
    'a log group by name': having({ 'awslogs-group': '/ecs/web' }),
    'a log group whose name starts with a parameter': having({ 'awslogs-group': { 'Fn::Sub': '/ecs/${AWS::StackName}' } }),
    'a log group with the Arn attribute of another resource': having({ 'awslogs-group': { 'Fn::GetAtt': ['Cluster', 'Arn'] } }),
    'Splunk with its token in a secret': splunk({ 'splunk-url': 'https://splunk' }, 'splunk-token'),
    'Splunk with secrets from a parameter': {
      Task: {
        ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
        ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'splunk', Options: undefined, SecretOptions: { Ref: 'SecretOptions' } } } },
      },
    },
    'Splunk with all options in secrets': splunk(undefined, 'splunk-url', 'splunk-token'),
    'no stream prefix on container instances': {
      Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-stream-prefix': undefined } } } } },
      Service: { LaunchType: 'EC2' },
    },
    'an option of another log driver': splunk({ 'splunk-url': 'https://splunk', 'awslogs-region': 'eu-west-1a' }, 'splunk-token'),
    'options from an included file': having({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/options.yaml' } } }),
    'options that a condition selects': having({ 'Fn::If': ['Plain', { Ref: 'AWS::NoValue' }, awslogs()] }),
  },
});

function having(Options: object | undefined) { return { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options } } } } }; }

function splunk(Options: object | undefined, ...secrets: readonly string[]) {
  const SecretOptions = secrets.map(name => ({ Name: name, ValueFrom: name }));
  return {
    Task: {
      ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
      ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'splunk', Options, SecretOptions } } },
    },
  };
}

function* missing({ logging, label }: Container, task: TaskDefinition): Iterable<Violation> {
  for (const { location, problem, otherwise } of missingLogOptions(logging, task)) {
    yield { location, message: `${label} ${problem}`, ...otherwise === 'refused' ? {} : { severity: 'warning' } };
  }
}

function* malformed({ logDriver, logging, label }: Container): Iterable<Violation> {
  for (const { drivers, option, wrong, says } of LOG_OPTION_FORMATS) {
    const place = logging.get('Options').get(option);
    const isOf = !drivers || logDriver.isOneOf(drivers);
    if (!isOf || !isAmong(place, wrong)) { continue; }
    yield {
      location: place.location,
      message: `${label} has log option ${option} "${place.asText}"; use ${says}`,
      severity: 'warning',
    };
  }
}

function* ofAwsLogs({ logging, label }: Container): Iterable<Violation> {
  const options = logging.get('Options');
  for (const option of options.keys.filter(key => !AWSLOGS_OPTIONS.includes(key))) {
    yield {
      location: options.at(option),
      message: `${label} has log option ${option}, which awslogs does not support; remove it`,
      ...AWSLOGS_OPTIONS_REFUSED.includes(option) ? {} : { severity: 'warning' },
    };
  }
  if (isArn(options.partialString('awslogs-group'))) {
    yield { location: options.at('awslogs-group'), message: `${label} has an ARN in log option awslogs-group; use the name, logGroup.logGroupName`, severity: 'warning' };
  }
  const [either, or] = AWSLOGS_EITHER.map(option => options.get(option));
  if (either.isGiven && or.isGiven) {
    yield { location: or.location, message: `${label} has both log options ${AWSLOGS_EITHER.join(' and ')}; remove one of them` };
  }
  if (options.text('mode').is('blocking') && options.get('max-buffer-size').isGiven) {
    yield { location: options.at('max-buffer-size'), message: `${label} has log option max-buffer-size, which has no effect in blocking mode; remove it`, severity: 'warning' };
  }
}

/** Whether it is the Arn attribute of a log group, or a string with references that starts like an ARN; `LOG_OPTION_FORMATS` covers literals. */
function isArn(group: PartialString | undefined): boolean {
  const [first] = group?.parts ?? [];
  if (typeof first === 'string') { return group?.literal === undefined && first.startsWith('arn:'); }
  return first?.kind === 'attribute' && first.resource.type === 'AWS::Logs::LogGroup' && first.attribute === 'Arn';
}

function awslogs(): object { return { 'awslogs-group': 'a', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'a' }; }
