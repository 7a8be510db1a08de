import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { placeOf } from '../capacity/cluster-place';

/** A metric of a service, or of a daemon, in the account and Region of its cluster. */
export function serviceMetric(
  cluster: ecs.ICluster, serviceName: string, metricName: string, options?: cloudwatch.MetricOptions, namespace = 'AWS/ECS',
): cloudwatch.Metric {
  const { account, region } = placeOf(cluster);
  const dimensionsMap = { ClusterName: cluster.clusterName, ServiceName: serviceName };
  return new cloudwatch.Metric({ namespace, metricName, dimensionsMap, account: known(account), region: known(region), ...options });
}

function known(value: string): string | undefined { return Token.isUnresolved(value) ? undefined : value; }
