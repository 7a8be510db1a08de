import { LIFECYCLE_HOOK_FORMATS } from '../../../../facts/auto-scaling-groups';
import type { AutoScalingGroup } from '../../../model/entities/auto-scaling-group';
import type { Node } from '../../../model/evaluation/node';
import { wrongValues } from '../../../model/queries/value-format';
import type { Violation } from '../../rule';

const FUNCTION = 'AWS::Lambda::Function';
const TOPICS: readonly string[] = ['AWS::SNS::Topic', 'AWS::SQS::Queue'];

/** Lifecycle hooks of a group that EC2 Auto Scaling refuses. */
export function* hookProblems({ node, resource, application }: AutoScalingGroup): Iterable<Violation> {
  for (const { properties } of application.referringTo(resource, 'AWS::AutoScaling::LifecycleHook', 'AutoScalingGroupName')) {
    yield* wrongValues(properties, LIFECYCLE_HOOK_FORMATS, () => 'the lifecycle hook');
    yield* targetProblems(properties);
  }
  for (const inline of node.list('LifecycleHookSpecificationList').sure) { yield* targetProblems(inline); }
}

/** The target of a lifecycle hook and its role: a topic or queue needs one, and a function has none. */
function* targetProblems(hook: Node): Iterable<Violation> {
  const [target, role] = [hook.get('NotificationTargetARN'), hook.get('RoleARN')];
  const { resource } = target.asAttribute ?? {};
  const isFunction = resource?.type === FUNCTION || target.asText.satisfies(arn => arn.includes(':lambda:'));
  const isTopic = resource !== undefined && TOPICS.includes(resource.type) || target.asText.satisfies(arn => /:s[qn]s:/.test(arn));
  if (role.isGiven && target.isAbsent) {
    yield { location: role.location, message: 'the lifecycle hook has RoleARN without NotificationTargetARN; set both or none' };
  }
  if (role.isGiven && isFunction) {
    yield { location: role.location, message: 'the lifecycle hook calls a function, for which RoleARN must not be set' };
  }
  if (role.isAbsent && isTopic) {
    yield { location: hook.at('RoleARN'), message: 'the lifecycle hook notifies a topic or queue, for which RoleARN is required' };
  }
  if (resource?.properties.flag('FifoQueue').is(true)) {
    yield { location: target.location, message: `the lifecycle hook notifies ${resource.logicalId}, a FIFO queue; use another one` };
  }
}
