/** A sidecar container of AWS that sends telemetry of the app, and the actions that its task role needs. */
export interface Collector {
  readonly image: RegExp;
  /** The telemetry that it sends, for messages. */
  readonly sends: string;
  readonly actions: readonly string[];
  /** The argument of its command with which it sends the telemetry; without it the image always does. */
  readonly command?: RegExp;
  /** Arguments of its command or names of variables with which it does something else, or uses other credentials. */
  readonly unless: RegExp;
}

const XRAY_ACTIONS: readonly string[] = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const OTHER_CREDENTIALS = 'AWS_ACCESS_KEY_ID|AWS_PROFILE|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_CONTAINER_CREDENTIALS';

/**
 * The destinations are known only for the configurations that the image of the AWS Distro for OpenTelemetry contains; another configuration may send
 * anywhere.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 */
export const COLLECTORS: readonly Collector[] = [
  {
    image: /(?:^|\/)(?:amazon|xray)\/aws-xray-daemon(?:[:@]|$)/,
    sends: 'traces to X-Ray',
    actions: XRAY_ACTIONS,
    unless: new RegExp(`--role-arn|--local-mode|^-[or]$|--config|^-c$|${OTHER_CREDENTIALS}`),
  },
  {
    image: /(?:^|\/)(?:aws-observability|amazon)\/aws-otel-collector(?:[:@]|$)/,
    sends: 'traces to X-Ray',
    actions: XRAY_ACTIONS,
    command: /^--config=\/etc\/ecs\/ecs-(?:default-config|xray|cloudwatch-xray|amp-xray)\.yaml$/,
    unless: new RegExp(`AOT_CONFIG_CONTENT|--set|${OTHER_CREDENTIALS}`),
  },
];
