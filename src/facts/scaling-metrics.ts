/** The metrics of services that a predefined name means. */
export const REQUESTS_PER_TARGET = 'ALBRequestCountPerTarget';

/**
 * The predefined metrics of target tracking policies for services. For others Application Auto Scaling reports "Scalable dimension ecs:service:DesiredCount only
 * supports the following predefined metric types".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export const TRACKED_METRICS: readonly string[] = [
  'ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization', REQUESTS_PER_TARGET,
  'ECSServiceAverageCPUUtilizationHighResolution', 'ECSServiceAverageMemoryUtilizationHighResolution',
];

/**
 * How the predefined metrics of Application Auto Scaling begin. A new one for services may begin in another way, so a name that begins as none of these is unknown.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export const METRICS_OF_OTHERS = /^(?:AppStream|Cassandra|Comprehend|DynamoDB|EC2SpotFleet|ElastiCache|Kafka|Lambda|Neptune|RDSReader|SageMaker|WorkSpaces|ASGAverage)/;

/**
 * The metrics of a service with 20-second data, and the metric whose resolution the service must set before: "You must enable high-resolution metrics in Amazon
 * ECS before creating a scaling policy with this metric type."
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export const HIGH_RESOLUTION: { readonly seconds: number; readonly metrics: Readonly<Record<string, string>> } = {
  seconds: 20,
  metrics: {
    ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
    ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
  },
};

/** The tracked metrics that are a percentage of the reserved amount. */
export const UTILIZATIONS: readonly string[] = TRACKED_METRICS.filter(metric => metric !== REQUESTS_PER_TARGET);

/**
 * The predefined metrics of predictive scaling that need the label of a target group, those of a pair of metrics, and those of one metric. PutScalingPolicy names
 * the three pairs: "The supported values are: ECSServiceMemoryUtilization, ALBRequestCount and ECSServiceCPUUtilization." The API reference lists nine names for each of
 * the others and does not say which is a load.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPredefinedMetricPairSpecification.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPredefinedLoadMetricSpecification.html
 */
export const PREDICTED_PAIRS: readonly string[] = ['ECSServiceCPUUtilization', 'ECSServiceMemoryUtilization', 'ALBRequestCount'];
export const PREDICTED_METRICS: readonly string[] = [
  'ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization', 'ECSServiceCPUUtilization', 'ECSServiceMemoryUtilization',
  'ECSServiceTotalCPUUtilization', 'ECSServiceTotalMemoryUtilization', 'ALBRequestCount', 'ALBRequestCountPerTarget', 'TotalALBRequestCount',
];

/**
 * The label of a target group: the ends of the ARNs of an Application Load Balancer and of a target group. PutScalingPolicy reports "Invalid resource label" for
 * another form, and refuses a label for a metric that is not about requests.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export const REQUEST_LABEL = {
  pattern: /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/,
  form: 'app/LOAD_BALANCER_NAME/LOAD_BALANCER_ID/targetgroup/TARGET_GROUP_NAME/TARGET_GROUP_ID',
} as const;

/** Whether a predefined metric counts the requests of a target group. */
export function countsRequests(metric: string): boolean { return metric.includes('ALBRequestCount'); }

/**
 * The id of a metric in a list of metrics: a lower case letter, then letters, digits and underscores.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const METRIC_ID = /^[a-z][A-Za-z0-9_]*$/;

/** The properties of a customized metric that cannot be combined with a list of metrics. */
export const SINGLE_METRIC = ['MetricName', 'Namespace', 'Statistic', 'Dimensions', 'Unit', 'Period'] as const;

/**
 * The namespace of the metrics of services, and the dimensions that identify a service. Both are names.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export const SERVICE_METRICS = {
  namespaces: ['AWS/ECS', 'ECS/ContainerInsights'] as readonly string[],
  names: ['CPUUtilization', 'MemoryUtilization', 'EBSFilesystemUtilization'] as readonly string[],
  cluster: 'ClusterName',
  service: 'ServiceName',
} as const;

/** The namespace whose metrics the table has. The other one has many metrics, which depend on what a cluster observes. */
export const TABLED_NAMESPACE = 'AWS/ECS';

/**
 * The metrics of the namespace AWS/ECS: of clusters and services, and those of Service Connect. AWS may add others.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export const ECS_METRICS: readonly string[] = [
  'CPUReservation', 'CPUUtilization', 'MemoryReservation', 'MemoryUtilization', 'EBSFilesystemUtilization', 'GPUReservation',
  'ActiveConnectionCount', 'NewConnectionCount', 'ProcessedBytes', 'RequestCount', 'GrpcRequestCount',
  'HTTPCode_Target_2XX_Count', 'HTTPCode_Target_3XX_Count', 'HTTPCode_Target_4XX_Count', 'HTTPCode_Target_5XX_Count',
  'RequestCountPerTarget', 'TargetProcessedBytes', 'TargetResponseTime', 'ClientTLSNegotiationErrorCount', 'TargetTLSNegotiationErrorCount',
];
