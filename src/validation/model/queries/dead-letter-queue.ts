import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { serviceMay } from '../iam/service-principal';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';

export const QUEUE = 'AWS::SQS::Queue';
/** The types of queue policies, with the property that names their queues. */
const QUEUE_POLICIES = [['AWS::SQS::QueuePolicy', 'Queues'], ['AWS::SQS::QueueInlinePolicy', 'Queue']] as const;
export const SEND = 'sqs:SendMessage';

/** Whether certainly no policy of a queue lets an AWS service send messages to it. */
export function keepsOut(queue: Resource, service: string, application: ResourceIndex): boolean {
  if (mayBeChangedOutside(queue, application)) { return false; }
  const policies = QUEUE_POLICIES.flatMap(([type, key]) => application.ofType(type).filter(({ properties }) => mayBeFor(properties.get(key), queue)));
  return policies.every(policy => serviceMay(policy.properties.get('PolicyDocument'), service, SEND) === 'no' && !mayBeChangedOutside(policy, application));
}

/** A queue that is named in another way than by a reference may be any queue. */
function mayBeFor(queues: Node, queue: Resource): boolean {
  const { asList: list, asAttribute: single } = queues;
  if (single) { return single.resource === queue; }
  return !list.isComplete || list.sure.some(place => place.asAttribute === undefined || place.asAttribute.resource === queue);
}
