/** A container of AWS beside the app that sends what the app measures, and what its task role has to be allowed for that. */
export interface Collector {
  readonly image: RegExp;
  /** As a message calls what it sends. */
  readonly sends: string;
  readonly actions: readonly string[];
  /** What its command has to say for that; without it the image does so anyway. */
  readonly command?: RegExp;
  /** What in its command or the names of its variables makes it do something else, or as somebody else. */
  readonly unless: RegExp;
}

const XRAY_ACTIONS: readonly string[] = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const OTHER_CREDENTIALS = 'AWS_ACCESS_KEY_ID|AWS_PROFILE|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_CONTAINER_CREDENTIALS';

/**
 * The configurations that the image of the AWS Distro for OpenTelemetry brings along say where it sends; another one may say anything.
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
