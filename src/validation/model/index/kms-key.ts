import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';

const KEY = 'AWS::KMS::Key';
const ALIAS = 'AWS::KMS::Alias';

/** The KMS key of the app that a place refers to by id, ARN or alias. */
export function keyAt(place: Node): Resource | undefined {
  const named = place.asPartialString?.resources ?? [];
  const [resource, ...others] = named.map(each => each.type === ALIAS ? each.properties.target('TargetKeyId') : each);
  return others.length === 0 && resource?.type === KEY ? resource : undefined;
}
