/** A sidecar container of AWS that sends telemetry of the app, and the actions that its task role needs. */
export interface Collector {
  readonly image: RegExp;
  /** The telemetry that it sends, for messages. */
  readonly sends: string;
  /** The actions that it certainly needs; none if they depend on its configuration. */
  readonly actions: readonly string[];
  /** The AWS managed policy that allows them. */
  readonly managedPolicy: string;
  /** The argument of its command with which it sends the telemetry; without it the image always does. */
  readonly command?: RegExp;
  /** Arguments of its command or names of variables with which it does something else, or uses other credentials. */
  readonly unless: RegExp;
}

const XRAY_ACTIONS: readonly string[] = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const XRAY_POLICY = 'AWSXRayDaemonWriteAccess';
const OTHER_CREDENTIALS = 'AWS_ACCESS_KEY_ID|AWS_PROFILE|AWS_SHARED_CREDENTIALS_FILE|AWS_CONFIG_FILE|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_CONTAINER_CREDENTIALS';

/**
 * The destinations are known only for the configurations that the image of the AWS Distro for OpenTelemetry contains; another configuration may send
 * anywhere. The CloudWatch agent sends everything to AWS.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Application-Signals-ECS-Sidecar.html
 */
export const COLLECTORS: readonly Collector[] = [
  {
    image: /(?:^|\/)(?:amazon|xray)\/aws-xray-daemon(?:[:@]|$)/,
    sends: 'traces to X-Ray',
    actions: XRAY_ACTIONS,
    managedPolicy: XRAY_POLICY,
    unless: new RegExp(`--role-arn|--local-mode|^-[or]$|--config|^-c$|${OTHER_CREDENTIALS}`),
  },
  {
    image: /(?:^|\/)(?:aws-observability|amazon)\/aws-otel-collector(?:[:@]|$)/,
    sends: 'traces to X-Ray',
    actions: XRAY_ACTIONS,
    managedPolicy: XRAY_POLICY,
    command: /^--config=\/etc\/ecs\/ecs-(?:default-config|xray|cloudwatch-xray|amp-xray)\.yaml$/,
    unless: new RegExp(`AOT_CONFIG_CONTENT|--set|${OTHER_CREDENTIALS}`),
  },
  {
    image: /(?:^|\/)(?:cloudwatch-agent|amazon)\/cloudwatch-agent(?:[:@]|$)/,
    sends: 'telemetry to CloudWatch',
    actions: [],
    managedPolicy: 'CloudWatchAgentServerPolicy',
    unless: new RegExp(OTHER_CREDENTIALS),
  },
];

/** A variable whose value is the whole configuration of a collector. */
export interface ConfigurationVariable {
  readonly image: RegExp;
  readonly name: string;
  readonly format: 'YAML' | 'JSON';
}

const OTEL_IMAGE = /(?:^|\/)aws-otel-collector(?:[:@]|$)/;
const CLOUDWATCH_IMAGE = /(?:^|\/)cloudwatch-agent(?:[:@]|$)/;

/**
 * The collectors do not read a parameter or file that such a variable names: they parse its value and exit if it is not a map.
 *
 * Read on 2026-11-30.
 *
 * @see https://aws-otel.github.io/docs/setup/ecs/config-through-ssm
 * @see https://github.com/aws-observability/aws-otel-collector/issues/644
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights-Prometheus-Setup-configure-ECS.html
 */
export const CONFIGURATION_VARIABLES: readonly ConfigurationVariable[] = [
  { image: OTEL_IMAGE, name: 'AOT_CONFIG_CONTENT', format: 'YAML' },
  { image: CLOUDWATCH_IMAGE, name: 'CW_CONFIG_CONTENT', format: 'JSON' },
  { image: CLOUDWATCH_IMAGE, name: 'PROMETHEUS_CONFIG_CONTENT', format: 'YAML' },
];

/** Whether a text is certainly no map in the format. YAML has many forms of a map; a text without any of their marks is a single value or a list. */
export function isNoMap(text: string, format: ConfigurationVariable['format']): boolean {
  if (text.trim() === '') { return false; }
  return format === 'JSON' ? isNoJsonObject(text) : !YAML_MAP_MARK.test(text);
}

/** A colon before a blank, the end of a line or a quotation mark; a flow map; an explicit key; or a part of another document. */
const YAML_MAP_MARK = /:(?:\s|$|["'])|[{}?"']/;

function isNoJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value !== 'object' || value === null || Array.isArray(value);
  } catch {
    return true;
  }
}
