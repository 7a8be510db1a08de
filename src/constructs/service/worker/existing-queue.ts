import { Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QUEUE_DEFAULTS } from '../../../facts/queues';

/** The visibility timeout of a queue of this app, in seconds; undefined if it is imported, or known only at deployment. */
export function knownVisibility({ node: { defaultChild } }: sqs.IQueue): number | undefined {
  if (!(defaultChild instanceof sqs.CfnQueue)) { return undefined; }
  const { visibilityTimeout = QUEUE_DEFAULTS.visibility } = defaultChild;
  return Token.isUnresolved(visibilityTimeout) ? undefined : visibilityTimeout;
}

/** The dead-letter queue of a queue of this app; undefined if it has none, or is imported. */
export function deadLetterQueueOf(queue: sqs.IQueue): sqs.IQueue | undefined {
  return queue instanceof sqs.Queue ? queue.deadLetterQueue?.queue : undefined;
}
