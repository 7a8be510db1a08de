import { Token } from 'aws-cdk-lib';
import { WorkerQueueProps } from './worker-queue-props';
import { WorkerServiceProps } from './worker-service-props';
import { durationProblems, isLike, secondsProblem, shown } from '../../checks';

// The checks of the TypeScript types, for callers in JavaScript, if the error would otherwise not name the prop.

const DURATIONS = ['longestProcessingTime', 'latencyGoal', 'visibilityTimeout', 'retentionPeriod', 'deadLetterRetention'] as const;

/** The numbers that decide which resources exist, or that expressions contain. */
const KNOWN_NUMBERS = ['minTasks', 'messagesPerTask'] as const;

export function workerTypeProblems(props: WorkerServiceProps): string[] {
  const { maxTasks, stopTimeout, scaleInCooldown, scaleOutCooldown, otherQueues } = props;
  return [
    ...(maxTasks === undefined ? ['maxTasks is required; set it to the largest number of tasks'] : []),
    ...KNOWN_NUMBERS.filter(name => Token.isUnresolved(props[name])).map(name => `${name} must be known at synthesis`),
    ...secondsProblem('scaleInCooldown', scaleInCooldown, { min: 0 }),
    ...secondsProblem('scaleOutCooldown', scaleOutCooldown, { min: 0 }),
    ...durationProblems('stopTimeout', stopTimeout),
    ...queueTypeProblems(props, ''),
    ...Object.entries(otherQueues ?? {}).flatMap(([name, queue]) => queueTypeProblems(queue, `otherQueues '${name}': `)),
  ];
}

function queueTypeProblems(props: WorkerQueueProps | undefined, prefix: string): string[] {
  const { processingTime, encryptionKey, ...others } = props ?? {} as Partial<WorkerQueueProps>;
  const example = 'must be a Duration, such as Duration.seconds(30)';
  return [
    ...(processingTime === undefined ? [`processingTime is required and ${example}`] : durationProblems('processingTime', processingTime)),
    ...DURATIONS.flatMap(name => durationProblems(name, others[name])),
    ...(encryptionKey === undefined || isLike(encryptionKey, 'keyArn') ? [] : [`encryptionKey${shown(encryptionKey)} must be a KMS key, such as a new kms.Key(…)`]),
  ].map(problem => `${prefix}${problem}`);
}
