import { INSIGHTS_ON } from '../../../facts/posture';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

const SETTING = 'containerInsights';

export default defineRule({
  title: 'Clusters use Container Insights',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without Container Insights, CloudWatch has no metrics of tasks and containers, such as restarts, and CPU and memory of each task. Security Hub reports it (ECS.12), also if the account setting enables Container Insights.',
  fix: 'Use EcsCluster, which enables it, or set `containerInsightsV2: ContainerInsights.ENHANCED` in the Cluster. In CloudFormation: ClusterSettings with the name containerInsights.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',

  subject: 'cluster',
  *check({ node, resource, application }) {
    const settings = node.list('ClusterSettings');
    if (!settings.isKnown || [...settings].some(each => !each.text('Name').isKnown)) { return; }
    const value = [...settings].find(each => each.text('Name').is(SETTING))?.get('Value');
    if (!value && !mayBeChangedOutside(resource, application)) {
      yield { location: node.at('ClusterSettings'), message: `cluster ${resource.logicalId} does not enable Container Insights; set containerInsightsV2` };
    } else if (value?.asText.isNoneOf(INSIGHTS_ON)) {
      yield { location: value.location, message: `cluster ${resource.logicalId} has Container Insights ${value.asText}; enable it` };
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'no setting': { Cluster: { ClusterSettings: undefined } },
    'disabled': setting('disabled'),
  },
  good: {
    'enabled': setting('enabled'),
    'from a parameter': setting({ Ref: 'Insights' }),
    'a custom resource that may change the cluster': {
      Cluster: { ClusterSettings: undefined },
      Settings: { Type: 'Custom::Settings', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:settings', Cluster: { Ref: 'Cluster' } } },
    },
    'settings from a parameter': { Cluster: { ClusterSettings: { Ref: 'Settings' } } },
    'a setting whose name is a parameter': { Cluster: { ClusterSettings: [{ Name: { Ref: 'Name' }, Value: 'enabled' }] } },
  },
});

function setting(Value: unknown) { return { Cluster: { ClusterSettings: [{ Name: SETTING, Value }] } }; }
