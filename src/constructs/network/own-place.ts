import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { placeOfArn } from '../../facts/arns';
import { differ, isKnownLater } from '../checks';

/** Where an ARN certainly belongs to another Region or account than the stack of a construct: "Region us-east-1, but the stack is in eu-west-1". */
export function otherPlace(scope: IConstruct, arn: string): string | undefined {
  const place = isKnownLater(arn) ? undefined : placeOfArn(arn);
  const { region, account } = Stack.of(scope);
  return place && (difference('Region', place.region, region) ?? difference('account', place.account, account));
}

function difference(what: string, one: string, own: string): string | undefined {
  return one !== '' && differ(one, own) ? `${what} ${one}, but the stack is in ${own}` : undefined;
}
