import { isRelay } from '../../../facts/external-access';
import type { Part } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

const NAME = 'LogGroupName';
/** The custom resource of the CDK that sets the retention of a log group with a given name, after the group exists. */
const LOG_RETENTION = 'Custom::LogRetention';

/** Whether a custom resource of the CDK may set the retention of a log group. */
export function mayGetRetention(group: Resource, application: ResourceIndex): boolean {
  return application.ofType(LOG_RETENTION).some(({ properties }) => {
    const named = properties.partialString(NAME) ?? PartialString.ANY;
    return !properties.get('RetentionInDays').isAbsent && mayName(named, group);
  });
}

function mayName(named: PartialString, { logicalId, template, type, properties }: Resource): boolean {
  const referred = named.resources.find(resource => resource.type === type);
  if (referred) { return referred.logicalId === logicalId && referred.template === template; }
  // a generated name begins with that of the stack, and ends with random characters
  if (properties.get(NAME).isAbsent) { return isUnknown(named.parts[0]); }
  return mayBeEqual(named, properties.partialString(NAME) ?? PartialString.ANY);
}

/** Whether a part may be any text. */
function isUnknown(part: Part): boolean {
  return typeof part === 'object' && (part.kind === 'gap' || part.kind === 'attribute' && isRelay(part.resource.type));
}

/** Whether the known beginnings and ends of two texts do not exclude each other. */
function mayBeEqual(one: PartialString, other: PartialString): boolean {
  if (one.literal !== undefined && other.literal !== undefined) { return one.literal === other.literal; }
  return (one.head.startsWith(other.head) || other.head.startsWith(one.head)) && (one.tail.endsWith(other.tail) || other.tail.endsWith(one.tail));
}
