import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IContainerService } from '../container-service-interface';

/**
 * The number of running tasks, every minute. Without Container Insights it is the number of tasks that report their CPU utilization.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
 */
export function taskCountMetric(service: IContainerService, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return hasContainerInsights(service.cluster)
    ? service.metricRunningTaskCount({ ...options, statistic: cloudwatch.Stats.AVERAGE })
    : service.metricCpuUtilization({ ...options, statistic: cloudwatch.Stats.SAMPLE_COUNT });
}

/** False for an imported cluster, whose settings are unknown. */
function hasContainerInsights({ node: { defaultChild } }: ecs.ICluster): boolean {
  if (!(defaultChild instanceof ecs.CfnCluster) || !Array.isArray(defaultChild.clusterSettings)) { return false; }
  const settings = defaultChild.clusterSettings as readonly ecs.CfnCluster.ClusterSettingsProperty[];
  return settings.some(({ name, value }) => name === 'containerInsights' && (value === 'enabled' || value === 'enhanced'));
}
