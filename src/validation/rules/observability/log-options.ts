import { AWSLOGS_EITHER, AWSLOGS_OPTIONS, AWSLOGS_OPTIONS_REFUSED, LOG_OPTION_FORMATS, REQUIRED_LOG_OPTIONS } from '../../../facts/log-drivers';
import type { Container } from '../../model/container';
import type { Phrase } from '../../model/phrase';
import type { TaskDefinition } from '../../model/task-definition';
import { isAmong } from '../../model/values';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A log driver has the options it needs, and no others',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a log driver without its required options; what Docker does not understand keeps the container from starting.',
  fix: 'Write the options of the driver as the message says.',
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
    'an option that ECS does not know': having({ 'awslogs-endpoint': 'https://logs' }),
    'two ways to find the first line': having({ 'awslogs-datetime-format': '%Y', 'awslogs-multiline-pattern': '^INFO' }),
    'the ARN of a log group': having({ 'awslogs-group': { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }),
    'an ARN that is put together': having({ 'awslogs-group': { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:web' } }),
    'a zone instead of a Region': having({ 'awslogs-region': 'eu-west-1a' }),
    'a mode that does not exist': having({ mode: 'async' }),
    'a buffer that is not used': having({ 'mode': 'blocking', 'max-buffer-size': '25m' }),
    'Splunk without a token': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'splunk', Options: { 'splunk-url': 'https://splunk' } } } } } },
  },
  good: {
    'a mode and a buffer': having({ 'mode': 'non-blocking', 'max-buffer-size': '25m' }),
    'Splunk with its token from a secret': splunk({ 'splunk-url': 'https://splunk' }, 'splunk-token'),
    'Splunk with all of it from secrets': splunk(undefined, 'splunk-url', 'splunk-token'),
    'options that a condition decides on': having({ 'Fn::If': ['Plain', { Ref: 'AWS::NoValue' }, awslogs()] }),
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

function* missing({ logDriver, logging, label }: Container, task: TaskDefinition): Iterable<Violation> {
  for (const { driver, option, on, orFromSecret, otherwise } of REQUIRED_LOG_OPTIONS) {
    const isNeeded = logDriver.is(driver) && (!on || task.venues.some(({ hosts }) => hosts.every(host => on.includes(host))));
    const place = logging.get('Options').get(option);
    const isEmpty = place.isAbsent || place.asText.is('');
    if (!isNeeded || !isEmpty || orFromSecret && mayComeFromSecret(logging, option)) { continue; }
    yield {
      location: place.location,
      message: `${label} logs with ${driver}, but has no option ${option}`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}

function mayComeFromSecret(logging: Container['logging'], option: string): boolean {
  const secrets = logging.list('SecretOptions');
  const areOthers = secrets.map(secret => secret.text('Name').differs(option));
  return !secrets.isKnown || areOthers.includes(false);
}

function* malformed({ logDriver, logging, label }: Container): Iterable<Violation> {
  for (const { drivers, option, wrong, says, otherwise } of LOG_OPTION_FORMATS) {
    const place = logging.get('Options').get(option);
    const isOf = !drivers || logDriver.isOneOf(drivers);
    if (!isOf || !isAmong(place, wrong)) { continue; }
    yield {
      location: place.location,
      message: `${label} has the log option ${option} "${place.asText}"; it must be ${says}`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}

function* ofAwsLogs({ logging, label }: Container): Iterable<Violation> {
  const options = logging.get('Options');
  for (const option of options.keys.filter(key => !AWSLOGS_OPTIONS.includes(key) && !key.startsWith('Fn::'))) {
    yield {
      location: options.at(option),
      message: `${label} has the log option ${option}, which awslogs does not have`,
      ...AWSLOGS_OPTIONS_REFUSED.includes(option) ? {} : { severity: 'warning' },
    };
  }
  if (isArn(options.phrase('awslogs-group'))) {
    yield { location: options.at('awslogs-group'), message: `${label} has an ARN as the log option awslogs-group; it must be a name`, severity: 'warning' };
  }
  const [either, or] = AWSLOGS_EITHER.map(option => options.get(option));
  if (either.isGiven && or.isGiven) {
    yield { location: or.location, message: `${label} has the log options ${AWSLOGS_EITHER.join(' and ')}, of which one is possible` };
  }
  if (options.text('mode').is('blocking') && options.get('max-buffer-size').isGiven) {
    yield { location: options.at('max-buffer-size'), message: `${label} has the log option max-buffer-size, but mode is blocking`, severity: 'warning' };
  }
}

/** A log group's own, or one that is put together. What is all known is held against the form of a name. */
function isArn(group: Phrase | undefined): boolean {
  const [first] = group?.parts ?? [];
  if (typeof first === 'string') { return group?.literal === undefined && first.startsWith('arn:'); }
  return first?.kind === 'attribute' && first.resource.type === 'AWS::Logs::LogGroup' && first.attribute === 'Arn';
}

function awslogs(): object { return { 'awslogs-group': 'a', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'a' }; }
