import * as route53 from 'aws-cdk-lib/aws-route53';
import { AppResources, mayExistApart, pathOf } from './app-resources';
import { isPlaceholder } from '../../../facts/lookup-placeholders';

const RECORDS = new AppResources(node => node instanceof route53.CfnRecordSet ? node : undefined);

/** Fails synthesis when another construct of the app, in any stack, creates the same record: Route 53 refuses the second one. */
export function refuseRecordCollisions(record: route53.ARecord): void {
  record.node.addValidation({ validate: () => collisions(record.node.defaultChild as route53.CfnRecordSet) });
}

function collisions(record: route53.CfnRecordSet): string[] {
  return RECORDS.of(record).filter(other => other !== record && isSame(record, other)).map(other =>
    `records '${pathOf(record)}' and '${pathOf(other)}' have the name ${nameOf(record)} in the same hosted zone, and Route 53 allows one; remove domainZone from one of them, or use another name`);
}

/** Names and zones that are known at deployment only are the same if they are the same reference. */
function isSame(one: route53.CfnRecordSet, other: route53.CfnRecordSet): boolean {
  const { hostedZoneId } = one;
  return hostedZoneId !== undefined && !isPlaceholder(hostedZoneId) && hostedZoneId === other.hostedZoneId
    && one.type === other.type && nameOf(one) === nameOf(other)
    && other.setIdentifier === undefined && !mayExistApart(one, other);
}

function nameOf({ name }: route53.CfnRecordSet): string { return name.toLowerCase().replace(/\.$/, ''); }
