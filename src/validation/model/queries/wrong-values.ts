import type { ValueForm } from '../../../facts/listener-values';
import { lastKey, places } from '../evaluation/places';
import type { Location } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** A value that does not have the form of its row. */
export interface WrongValue {
  readonly location: Location;
  readonly message: string;
}

/** The known values that certainly do not have the form of their row, with a message. */
export function* wrongValues(forms: readonly ValueForm[], application: ResourceIndex): Iterable<WrongValue> {
  for (const { types, path, pattern, form } of forms) {
    for (const place of types.flatMap(type => application.ofType(type)).flatMap(({ properties }) => places(properties, path))) {
      if (place.asText.satisfies(text => !pattern.test(text))) {
        yield { location: place.location, message: `${lastKey(path)} "${place.asText}" must ${form}` };
      }
    }
  }
}
