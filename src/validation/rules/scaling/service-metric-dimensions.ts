import { own } from '../../../facts/own';
import { RETURN_VALUES } from '../../../facts/return-values';
import { ECS_METRICS, SERVICE_METRICS, TABLED_NAMESPACE } from '../../../facts/scaling-metrics';
import { Cluster } from '../../model/entities/cluster';
import { listed } from '../../model/entities/listed';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import type { ResourceIndex } from '../../model/index/resource-index';
import { defineRule, Violation } from '../rule';

const { namespaces: NAMESPACES, names: NAMES, cluster: CLUSTER, service: SERVICE } = SERVICE_METRICS;
const SERVICE_TYPE = 'AWS::ECS::Service';

export default defineRule({
  title: 'Metrics of ECS have the names that ECS reports, and those of a service the names of its cluster and of the service',
  severity: 'warning',
  outcome: 'ignored',
  why: 'CloudWatch finds a metric by its exact name, and the exact names and values of its dimensions. ECS reports the metrics of a service with ClusterName and ServiceName. An alarm or a policy with another name, with an ARN, with one dimension alone, or with another cluster has no data: it never starts an action and never stops a deployment.',
  fix: 'Use `service.metricCpuUtilization()` or `service.metric()`. In CloudFormation: MetricName such as CPUUtilization, and Dimensions ClusterName !Ref Cluster and ServiceName !GetAtt Service.Name.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',

  subject: 'application',
  *check(application) {
    for (const { metrics } of application.alarms) { yield* problemsOf(metrics, application); }
    for (const { customized, predicting } of application.scalingPolicies) {
      const queried = places(predicting, 'MetricSpecifications/*').flatMap(each =>
        ['Scaling', 'Load', 'Capacity'].flatMap(key => places(each, `Customized${key}MetricSpecification/MetricDataQueries/*/MetricStat/Metric`)));
      yield* problemsOf([customized, ...places(customized, 'Metrics/*/MetricStat/Metric'), ...queried], application);
    }
  },

  scene: 'a Fargate service that scales in steps',
  bad: {
    'the ARN of the service': { HighCpu: { Dimensions: [dimension('ClusterName', { Ref: 'Cluster' }), dimension('ServiceName', { Ref: 'Service' })] } },
    'the ARN of the cluster': { HighCpu: { Dimensions: [dimension('ClusterName', { 'Fn::GetAtt': ['Cluster', 'Arn'] }), dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] })] } },
    'a literal ARN': {
      HighCpu: { Dimensions: [dimension('ClusterName', 'web'), dimension('ServiceName', 'arn:aws:ecs:eu-west-1:111122223333:service/web/shop')] },
    },
    'a misspelled name': { HighCpu: { MetricName: 'CPUUtilisation' } },
    'the name of the service alone': { HighCpu: { Dimensions: [dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] })] } },
    'no dimension': { HighCpu: { Dimensions: [] } },
    'another cluster': {
      HighCpu: { Dimensions: [dimension('ClusterName', { Ref: 'Another' }), dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] })] },
      Another: { Type: 'AWS::ECS::Cluster', Properties: {} },
    },
    'an ARN in metric math': {
      HighCpu: {
        Namespace: undefined,
        MetricName: undefined,
        Statistic: undefined,
        Period: undefined,
        Dimensions: undefined,
        Metrics: [{
          Id: 'cpu',
          MetricStat: {
            Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [dimension('ClusterName', { Ref: 'Cluster' }), dimension('ServiceName', { Ref: 'Service' })] },
            Period: 60,
            Stat: 'Average',
          },
        }],
      },
    },
    'an ARN in a policy': {
      scene: 'an auto scaled Fargate service',
      change: {
        ScaleOnCpu: {
          TargetTrackingScalingPolicyConfiguration: {
            PredefinedMetricSpecification: undefined,
            CustomizedMetricSpecification: {
              Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Statistic: 'Maximum', Dimensions: [dimension('ClusterName', { Ref: 'Cluster' }), dimension('ServiceName', { Ref: 'Service' })],
            },
          },
        },
      },
    },
  },
  good: {
    'the cluster alone': { HighCpu: { Dimensions: [dimension('ClusterName', { Ref: 'Cluster' })] } },
    'a name from a parameter': { HighCpu: { MetricName: { Ref: 'AParameter' } } },
    'a metric of Container Insights': { HighCpu: { Namespace: 'ECS/ContainerInsights', MetricName: 'RunningTaskCount' } },
    'names from parameters': { HighCpu: { Dimensions: [dimension('ClusterName', { Ref: 'AParameter' }), dimension('ServiceName', { Ref: 'AParameter' })] } },
    'dimensions from a parameter': { HighCpu: { Dimensions: { Ref: 'AParameter' } } },
    'a cluster under a condition': {
      HighCpu: { Dimensions: [dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] }), { 'Fn::If': ['Own', dimension('ClusterName', { Ref: 'Cluster' }), { Ref: 'AWS::NoValue' }] }] },
    },
    'a metric with other dimensions': { HighCpu: { MetricName: 'ActiveConnectionCount', Dimensions: [dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] }), dimension('DiscoveryName', 'web')] } },
    'a service in a cluster from a parameter': { Service: { Cluster: { Ref: 'AParameter' } }, ScalableTarget: { ResourceId: { Ref: 'AParameter' } } },
    'a cluster from a parameter': { HighCpu: { Dimensions: [dimension('ClusterName', { Ref: 'AParameter' }), dimension('ServiceName', { 'Fn::GetAtt': ['Service', 'Name'] })] } },
    'a metric of the team': { HighCpu: { Namespace: 'Shop', Dimensions: [dimension('ServiceName', { Ref: 'Service' })] } },
  },
});

function* problemsOf(metrics: readonly Node[], application: ResourceIndex): Iterable<Violation> {
  for (const metric of metrics) {
    if (!metric.text('Namespace').isOneOf(NAMESPACES)) { continue; }
    if (metric.text('Namespace').is(TABLED_NAMESPACE) && metric.text('MetricName').isNoneOf(ECS_METRICS)) {
      yield { location: metric.at('MetricName'), message: `${metric.text('MetricName')} is not among the known metrics of ${TABLED_NAMESPACE}: ${listed(ECS_METRICS, 6)}` };
    }
    const dimensions = metric.list('Dimensions');
    const named = (name: string) => dimensions.sure.find(each => each.text('Name').is(name))?.get('Value');
    const [cluster, service] = [named(CLUSTER), named(SERVICE)];
    for (const [name, place] of [[CLUSTER, cluster], [SERVICE, service]] as const) { if (place) { yield* arn(name, place); } }
    if (metric.text('MetricName').isOneOf(NAMES) && dimensions.isKnown && [...dimensions].every(each => each.text('Name').differs(CLUSTER))) {
      yield { location: metric.at('Dimensions'), message: `${metric.text('MetricName')} has no dimension ${CLUSTER}, so the alarm or policy has no data` };
    }
    if (service && cluster) { yield* otherCluster(service, cluster, application); }
  }
}

function* arn(name: string, place: Node): Iterable<Violation> {
  const { asAttribute: attribute } = place;
  const returned = attribute && own(own(RETURN_VALUES, attribute.resource.type) ?? {}, attribute.attribute);
  if (returned?.startsWith('the ARN') || place.asText.satisfies(text => text.startsWith('arn:'))) {
    yield { location: place.location, message: `dimension ${name} is "${place.asPartialString}"${returned ? `, ${returned}` : ''}; it must be a name` };
  }
}

function* otherCluster(service: Node, cluster: Node, application: ResourceIndex): Iterable<Violation> {
  const runs = application.resolve(service, SERVICE_TYPE);
  const means = application.resolve(cluster, Cluster.TYPE, Cluster.NAME);
  const home = runs && application.resolve(runs.properties.get('Cluster'), Cluster.TYPE, Cluster.NAME);
  if (!home || !means || home === means) { return; }
  yield {
    location: cluster.location,
    related: [runs.at('Cluster')],
    message: `dimension ${CLUSTER} is cluster ${means.logicalId}, but service ${runs.logicalId} runs in cluster ${home.logicalId}`,
  };
}

function dimension(Name: string, Value: unknown) { return { Name, Value }; }
