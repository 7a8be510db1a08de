import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';

/** The ARN of a resource with an `Arn` attribute. */
export function arnOf(resource: Resource): PartialString {
  return PartialString.made([{ kind: 'attribute', resource, attribute: 'Arn' }]);
}
