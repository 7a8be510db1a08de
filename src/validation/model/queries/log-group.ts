import type { Container } from '../entities/container';
import type { TaskDefinition } from '../entities/task-definition';
import { GAP } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import { mayBeMadeOutside } from '../index/external-access';
import { mayBeNamed } from '../index/unresolved-reference';

const LOG_GROUP = 'AWS::Logs::LogGroup';
/** The custom resource of the CDK that creates the log group with a given name. */
const LOG_RETENTION = 'Custom::LogRetention';

/** The log group that a container names. */
export interface NamedLogGroup {
  /** The ARN of the group, and of the streams in it. */
  readonly arn: PartialString;
  /** Whether something in the app may create it. */
  readonly mayExist: boolean;
}

/** The log group that the awslogs driver of a container writes to. */
export function logGroupOf(container: Container, task: TaskDefinition): NamedLogGroup {
  const name = container.logging.get('Options').partialString('awslogs-group') ?? PartialString.ANY;
  return { arn: logGroupArn(name), mayExist: mayExist(name, task) };
}

/** The ARN of a log group of any account and Region, and of the streams in it. */
export function logGroupArn(name: PartialString): PartialString {
  return PartialString.made(['arn:', GAP, ':logs:', GAP, ':', GAP, ':log-group:', ...name.parts, GAP]);
}

function mayExist({ literal }: PartialString, { application }: TaskDefinition): boolean {
  return literal === undefined || mayBeNamed(literal, LOG_GROUP, application) || mayBeMadeOutside(literal, application)
    || application.ofType(LOG_RETENTION).some(({ properties }) => properties.text('LogGroupName').possible.includes(literal));
}
