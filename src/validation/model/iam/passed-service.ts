import type { Node } from '../evaluation/node';

/** The operators that compare a text with each value of a list, and the condition key of the service to which a role is passed. */
const OPERATOR = /^string(?:equals|like)(?:ifexists)?$/i;
const KEY = /^iam:passedtoservice$/i;
const WILDCARD = /[*?$]/;

/** Whether a condition certainly limits the passing of roles to other services than that of the tasks. */
export function isForOtherServices(condition: Node): boolean {
  return valuesOf(condition, OPERATOR).flatMap(test => valuesOf(test, KEY)).some(areOthers);
}

function valuesOf(map: Node, name: RegExp): readonly Node[] { return map.keys.filter(key => name.test(key)).map(key => map.get(key)); }

function areOthers(place: Node): boolean {
  const list = place.asList;
  return isOther(place) || list.length > 0 && list.isComplete && [...list].every(isOther);
}

/** The name ecs.amazonaws.com stands beside the right one in policies of AWS, so it is not judged. */
function isOther(place: Node): boolean { return place.asText.satisfies(name => !WILDCARD.test(name) && !/^ecs[.-]/.test(name)); }
