import { Phrase } from '../evaluation/phrase';
import type { Resource } from '../evaluation/resource';

/** The ARN by which policies name a resource that has it as an attribute. */
export function arnOf(resource: Resource): Phrase {
  return Phrase.made([{ kind: 'attribute', resource, attribute: 'Arn' }]);
}
