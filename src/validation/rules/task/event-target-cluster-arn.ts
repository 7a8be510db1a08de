import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

const CLUSTER = 'AWS::ECS::Cluster';
const CLUSTER_ARN = /^arn:[^:]*:ecs:[^:]*:[^:]*:cluster\//;

export default defineRule({
  title: 'An EventBridge target uses the ARN of the cluster of its task',
  severity: 'error',
  outcome: 'refused',
  why: 'The target of a rule, schedule or pipe that runs a task is the cluster, not the task definition or a service. EventBridge rejects the name of a cluster, which Ref returns, and EcsParameters of a target of another service.',
  fix: 'Use targets.EcsTask({ cluster, … }), or set Arn to cluster.clusterArn; in CloudFormation, Fn::GetAtt with the attribute Arn of the cluster.',
  docs: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html',

  subject: 'taskRunner',
  *check({ isClusterByArn, clusterPlace }) {
    if (!isClusterByArn) { return; }
    const named = mistaken(clusterPlace);
    if (named !== undefined) { yield { location: clusterPlace.location, message: `the target is ${named}; it must be the ARN of a cluster, such as cluster.clusterArn` }; }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'the name of the cluster': { Rule: { Targets: { 0: { Arn: { Ref: 'Cluster' } } } } },
    'the task definition': { Rule: { Targets: { 0: { Arn: { Ref: 'Task' } } } } },
    'the ARN of a topic': { Rule: { Targets: { 0: { Arn: 'arn:aws:sns:eu-west-1:111122223333:reports' } } } },
    'a literal name': { Rule: { Targets: { 0: { Arn: 'production' } } } },
  },
  good: {
    'the ARN of a cluster outside the app': { Rule: { Targets: { 0: { Arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/production' } } } },
    'an ARN that another stack exports': { Rule: { Targets: { 0: { Arn: { 'Fn::ImportValue': 'ClusterArn' } } } } },
    'an ARN that a custom resource looks up': {
      Rule: { Targets: { 0: { Arn: { 'Fn::GetAtt': ['Lookup', 'ClusterArn'] } } } },
      Lookup: { Type: 'Custom::Cluster', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:lookup' } },
    },
  },
});

/** The description of a wrong target, or undefined if it may be the ARN of a cluster. */
function mistaken(place: Node): string | undefined {
  const attribute = place.asAttribute;
  if (!attribute) { return place.asText.satisfies(text => !CLUSTER_ARN.test(text)) ? `"${place.asText}"` : undefined; }
  const { resource: { type, logicalId } } = attribute;
  if (type === CLUSTER) { return attribute.attribute === 'Ref' ? `the name of cluster ${logicalId}` : undefined; }
  return type.startsWith('AWS::ECS::') ? logicalId : undefined;
}
