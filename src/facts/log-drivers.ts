import { Host } from './hosts';
import { Values, Verdict } from './verdict';

const OF_DOCKER: readonly string[] = ['awslogs', 'fluentd', 'gelf', 'json-file', 'journald', 'syslog', 'splunk', 'awsfirelens', 'none'];
const OF_FARGATE: readonly string[] = ['awslogs', 'splunk', 'awsfirelens'];

/** The log drivers of a host. */
export interface LogDrivers {
  readonly drivers: readonly string[];
  /** Drivers that one page lists and another does not. */
  readonly unsure?: readonly string[];
  /** How certain it is that the host does not support any other driver. */
  readonly others: Verdict;
}

/**
 * The log drivers of each host. An instance may have its own plug-ins. The API reference lists the same three drivers for all tasks on Fargate; for
 * Windows, the guide mentions awslogs only. Pages about daemons list no drivers.
 *
 * Read on 2026-11-30. For Managed Instances, the guide does not list json-file, but the API reference does.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export const LOG_DRIVERS: Readonly<Record<Host, LogDrivers>> = {
  EC2_LINUX: { drivers: OF_DOCKER, others: 'doubtful' },
  EC2_WINDOWS: { drivers: OF_DOCKER, others: 'doubtful' },
  EXTERNAL_LINUX: { drivers: OF_DOCKER, others: 'doubtful' },
  EXTERNAL_WINDOWS: { drivers: OF_DOCKER, others: 'doubtful' },
  FARGATE_LINUX: { drivers: OF_FARGATE, others: 'refused' },
  FARGATE_WINDOWS: { drivers: ['awslogs'], unsure: OF_FARGATE, others: 'refused' },
  MANAGED_INSTANCES: { drivers: [...OF_FARGATE, 'json-file'], others: 'refused' },
  DAEMON: { drivers: [...OF_FARGATE, 'json-file'], others: 'doubtful' },
};

/** A required option of a log driver. */
export interface RequiredLogOption {
  readonly driver: string;
  readonly option: string;
  /** The hosts that require it; all by default. */
  readonly on?: readonly Host[];
  readonly otherwise: Verdict;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const REQUIRED_LOG_OPTIONS: readonly RequiredLogOption[] = [
  { driver: 'awslogs', option: 'awslogs-group', otherwise: 'refused' },
  { driver: 'awslogs', option: 'awslogs-region', otherwise: 'refused' },
  { driver: 'awslogs', option: 'awslogs-stream-prefix', on: ['FARGATE_LINUX', 'FARGATE_WINDOWS'], otherwise: 'refused' },
  { driver: 'splunk', option: 'splunk-url', otherwise: 'doubtful' },
  { driver: 'splunk', option: 'splunk-token', otherwise: 'doubtful' },
];

/** Invalid values of an option of a log driver. It is not known that ECS refuses them, so each is a warning. */
export interface LogOptionFormat {
  readonly drivers?: readonly string[];
  readonly option: string;
  readonly wrong: Values;
  /** "use …" */
  readonly says: string;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
 */
export const LOG_OPTION_FORMATS: readonly LogOptionFormat[] = [
  { option: 'mode', wrong: { noneOf: ['blocking', 'non-blocking'] }, says: 'blocking or non-blocking' },
  { option: 'max-buffer-size', wrong: { notMatching: /^\d+[bkmg]?$/i }, says: 'a number, optionally with the unit k, m or g' },
  {
    drivers: ['awslogs'],
    option: 'awslogs-group',
    wrong: { notMatching: /^[.\-_/#A-Za-z0-9]{1,512}$/ },
    says: 'at most 512 letters, digits and . - _ / #',
  },
  {
    drivers: ['awslogs'],
    option: 'awslogs-create-group',
    wrong: { notMatching: /^(?:[tf01]|true|false)$/i },
    says: 'true or false',
  },
  {
    drivers: ['awslogs'],
    option: 'awslogs-region',
    wrong: { notMatching: /^[a-z]+(?:-[a-z]+)+-\d+$/ },
    says: 'a Region such as eu-west-1',
  },
  { drivers: ['awslogs'], option: 'awslogs-stream-prefix', wrong: { matching: /[:*]/ }, says: 'a prefix without colons and asterisks' },
  { drivers: ['awsfirelens'], option: 'log-driver-buffer-limit', wrong: { above: 536_870_912 }, says: '0 to 536870912 bytes' },
  { drivers: ['awsfirelens'], option: 'log-driver-buffer-limit', wrong: { below: 0 }, says: '0 to 536870912 bytes' },
];

/**
 * Options of awslogs: the options that ECS lists, and those of the Docker driver on instances. Other options may be new, and are valid.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const AWSLOGS_OPTIONS: readonly string[] = [
  'awslogs-create-group', 'awslogs-datetime-format', 'awslogs-group', 'awslogs-multiline-pattern', 'awslogs-region', 'awslogs-stream-prefix',
  'mode', 'max-buffer-size',
  'awslogs-stream', 'awslogs-credentials-endpoint', 'awslogs-force-flush-interval-seconds', 'awslogs-max-buffered-events', 'awslogs-format',
  'tag', 'labels', 'labels-regex', 'env', 'env-regex', 'cache-disabled', 'cache-max-size', 'cache-max-file', 'cache-compress',
];

/** Options of awslogs that ECS has refused in a deployment. */
export const AWSLOGS_OPTIONS_REFUSED: readonly string[] = ['awslogs-endpoint'];

/** Two options that exclude each other. */
export const AWSLOGS_EITHER: readonly [string, string] = ['awslogs-datetime-format', 'awslogs-multiline-pattern'];

/** The router that FireLens starts beside the other containers. */
export interface Router {
  /** The option that names the output plug-in. */
  readonly outputKey: string;
  /** The configuration file that ECS writes. */
  readonly configuration: string;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef-customconfig.html
 */
export const FIRELENS_ROUTERS: Readonly<Record<string, Router | undefined>> = {
  fluentbit: { outputKey: 'Name', configuration: '/fluent-bit/etc/fluent-bit.conf' },
  fluentd: { outputKey: '@type', configuration: '/fluentd/etc/fluent.conf' },
};

/** Options of awsfirelens that are not for the output plug-in. */
export const FIRELENS_OWN_OPTIONS: readonly string[] = ['include-pattern', 'exclude-pattern', 'log-driver-buffer-limit'];
