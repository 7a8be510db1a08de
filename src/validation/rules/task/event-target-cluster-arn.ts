import type { Node } from '../../model/node';
import { defineRule } from '../rule';

const CLUSTER = 'AWS::ECS::Cluster';

export default defineRule({
  title: 'EventBridge is told the cluster of a task by its ARN',
  severity: 'error',
  outcome: 'refused',
  why: 'The target of a rule, a schedule or a pipe that starts a task is the cluster, not the task or a service; and Ref returns the name of a cluster, which EventBridge refuses.',
  fix: 'Use Fn::GetAtt with the attribute Arn of the cluster.',
  docs: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html',

  subject: 'launch',
  *check({ isClusterByArn, clusterPlace }) {
    if (!isClusterByArn) { return; }
    const named = mistaken(clusterPlace);
    if (named !== undefined) { yield { location: clusterPlace.location, message: `the target is ${named}, where the ARN of a cluster has to stand` }; }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'the name of the cluster': { Rule: { Targets: { 0: { Arn: { Ref: 'Cluster' } } } } },
    'the task definition': { Rule: { Targets: { 0: { Arn: { Ref: 'Task' } } } } },
    'a name in words': { Rule: { Targets: { 0: { Arn: 'production' } } } },
  },
  good: {
    'the ARN of a cluster elsewhere': { Rule: { Targets: { 0: { Arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/production' } } } },
    'what another stack returns': { Rule: { Targets: { 0: { Arn: { 'Fn::ImportValue': 'ClusterArn' } } } } },
  },
});

/** What stands there instead of the ARN of a cluster, as a message calls it. */
function mistaken(place: Node): string | undefined {
  const attribute = place.asAttribute;
  if (!attribute) { return place.asText.satisfies(text => !text.startsWith('arn:')) ? `"${place.asText}"` : undefined; }
  const { resource: { type, logicalId } } = attribute;
  if (type === CLUSTER) { return attribute.attribute === 'Ref' ? `the name of cluster ${logicalId}` : undefined; }
  return type.startsWith('AWS::ECS::') ? logicalId : undefined;
}
