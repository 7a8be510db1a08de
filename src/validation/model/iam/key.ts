import { Node } from '../node';
import { Phrase } from '../phrase';
import type { Resource } from '../resource';
import { textOf } from '../term';

const KEY = 'AWS::KMS::Key';
const ALIAS = 'AWS::KMS::Alias';

/** The key of the app that a place names by id, ARN or alias. */
export function keyAt(place: Node): Resource | undefined {
  const named = place.asPhrase?.resources ?? [];
  const [resource, ...others] = named.map(each => each.type === ALIAS ? each.properties.target('TargetKeyId') : each);
  return others.length === 0 && resource?.type === KEY ? resource : undefined;
}

/** The ARN by which policies name a resource that has it as an attribute. */
export function arnOf(resource: Resource): Phrase {
  return Phrase.of(textOf([{ kind: 'attribute', resource, attribute: 'Arn' }]))!;
}
