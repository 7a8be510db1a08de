import { Verdict } from './verdict';

/** An image, by name, that has no shell and none of the usual programs. */
export interface ImageWithoutShell {
  readonly name: RegExp;
  /** `doubtful`: older versions of the image have a shell. */
  readonly otherwise: Verdict;
  /** The program in the image that checks its health, if it has one. */
  readonly check?: string;
}

/**
 * The collectors are built from scratch: the Dockerfiles of the AWS Distro for OpenTelemetry, of the OpenTelemetry Collector and of the CloudWatch agent.
 * Distroless images have no shell, except the variants for debugging. The images of Fluent Bit (aws-for-fluent-bit), Datadog and Envoy have one.
 *
 * Read on 2026-11-30.
 *
 * @see https://github.com/aws-observability/aws-otel-collector/blob/main/cmd/awscollector/Dockerfile
 * @see https://github.com/aws-observability/aws-otel-collector/issues/2034
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/37635
 * @see https://github.com/aws/amazon-cloudwatch-agent/tree/main/amazon-cloudwatch-container-insights/cloudwatch-agent-dockerfile
 * @see https://github.com/GoogleContainerTools/distroless
 */
export const IMAGES_WITHOUT_SHELL: readonly ImageWithoutShell[] = [
  { name: /^gcr\.io\/distroless\/(?!.*[:-]debug)/, otherwise: 'refused' },
  { name: /^(?:public\.ecr\.aws\/aws-observability|amazon)\/aws-otel-collector(?:[:@]|$)/, otherwise: 'refused', check: '/healthcheck' },
  { name: /^(?:docker\.io\/|ghcr\.io\/open-telemetry\/opentelemetry-collector-releases\/)?(?:otel\/)?opentelemetry-collector(?:-contrib|-k8s|-otlp)?(?:[:@]|$)/, otherwise: 'refused' },
  { name: /^(?:public\.ecr\.aws\/cloudwatch-agent|amazon)\/cloudwatch-agent(?:[:@]|$)(?!.*windows)/, otherwise: 'doubtful' },
];

/** Programs that only an image with a shell and the usual tools has. */
export const PROGRAMS_OF_A_SYSTEM = /^(?:(?:\/usr)?\/bin\/)?(?:sh|bash|ash|dash|curl|wget|nc|ncat|pgrep|ps|cat|test|grep|ls)$/;
