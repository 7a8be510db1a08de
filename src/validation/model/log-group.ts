import type { Container } from './container';
import { Phrase } from './phrase';
import type { TaskDefinition } from './task-definition';
import { GAP } from './term';

const LOG_GROUP = 'AWS::Logs::LogGroup';

/** A log group as a container names it. */
export interface NamedLogGroup {
  /** The ARN of the group, and of the streams in it. */
  readonly arn: Phrase;
  /** Whether something in the app may make it. */
  readonly mayExist: boolean;
}

/** The log group that the awslogs driver of a container writes to. */
export function logGroupOf(container: Container, task: TaskDefinition): NamedLogGroup {
  const name = container.logging.get('Options').phrase('awslogs-group') ?? Phrase.ANY;
  return { arn: logGroupArn(name), mayExist: mayExist(name, task) };
}

/** The ARN of a log group of any account and Region, and of the streams in it. */
export function logGroupArn(name: Phrase): Phrase {
  return Phrase.made(['arn:', GAP, ':logs:', GAP, ':', GAP, ':log-group:', ...name.parts, GAP]);
}

function mayExist({ literal }: Phrase, { application }: TaskDefinition): boolean {
  return literal === undefined || application.ofType(LOG_GROUP).some(({ properties }) => {
    const name = properties.text('LogGroupName');
    return name.isDeferred || name.possible.includes(literal);
  });
}
