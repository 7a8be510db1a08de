import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';

/** The ARN by which policies name a resource that has it as an attribute. */
export function arnOf(resource: Resource): PartialString {
  return PartialString.made([{ kind: 'attribute', resource, attribute: 'Arn' }]);
}
