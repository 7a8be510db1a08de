import { Fn, Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const LONGEST_LOG_GROUP_NAME = 512;
const STACK_UUID_LENGTH = 36;

/**
 * A name with a prefix that is unique among stacks, even if a stack is created again under the same name: the log group of a deleted stack may be retained.
 * Within the stack, a rollback deletes the log group because of its removal policy.
 */
export function uniqueLogGroupName(scope: Construct, prefix: string): string {
  const maxLength = LONGEST_LOG_GROUP_NAME - prefix.length - '-'.length - STACK_UUID_LENGTH;
  return `${prefix}${Names.uniqueResourceName(scope, { maxLength, separator: '-' })}-${uuidOf(Stack.of(scope))}`;
}

/** The end of the stack id, which CloudFormation generates for every new stack. */
function uuidOf({ stackId }: Stack): string {
  return Fn.select(2, Fn.split('/', stackId));
}
