import { Phrase } from '../phrase';
import type { Resource } from '../resource';

/** The ARN by which policies name a resource that has it as an attribute. */
export function arnOf(resource: Resource): Phrase {
  return Phrase.made([{ kind: 'attribute', resource, attribute: 'Arn' }]);
}
