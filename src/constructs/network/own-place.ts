import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ArnPlace, placeOfArn } from '../../facts/arns';
import { differ, isKnownLater } from '../checks';

/** The Region or account of an ARN, if it certainly differs from the stack of a construct: "Region us-east-1, but the stack is in eu-west-1". */
export function otherPlace(scope: IConstruct, arn: string): string | undefined {
  const account = knownPlace(arn)?.account ?? '';
  return otherRegion(scope, arn) ?? difference('account', account, Stack.of(scope).account);
}

/** The Region of an ARN, if it certainly differs from the stack of a construct. */
export function otherRegion(scope: IConstruct, arn: string): string | undefined {
  return difference('Region', knownPlace(arn)?.region ?? '', Stack.of(scope).region);
}

function knownPlace(arn: string): ArnPlace | undefined { return isKnownLater(arn) ? undefined : placeOfArn(arn); }

function difference(what: string, one: string, own: string): string | undefined {
  return one !== '' && differ(one, own) ? `${what} ${one}, but the stack is in ${own}` : undefined;
}
