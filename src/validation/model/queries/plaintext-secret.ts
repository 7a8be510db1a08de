import {
  DOUBTFUL_NAMES, KEY_LENGTH, KEY_NAMES, MACHINE_MADE, NAMES, NO_SECRETS, PASSWORD_NAMES, PUBLIC_NAMES, SECRET_SHAPES,
} from '../../../facts/plaintext-secrets';
import type { Node } from '../evaluation/node';
import { partsOf } from '../evaluation/outcome';

/** Replaces unknown parts. No secret contains a space. */
const BLANK = ' ';

/** The secret in plain text at a place with a name, as messages print it; `undefined` if there is none, or the value is unknown. */
export function plaintextSecret(name: string | undefined, place: Node): string | undefined {
  if (place.resolvedBy.includes('secretsmanager')) { return 'a Secrets Manager value that CloudFormation resolves'; }
  const found = shapeAt(place) ?? namedSecret(name ?? '', place);
  return found !== undefined && !PUBLIC_NAMES.test(inWords(name ?? '')) ? found : undefined;
}

function shapeAt(place: Node): string | undefined {
  const texts = place.outcomes.map(outcome => partsOf(outcome).map(part => typeof part === 'string' ? part : BLANK).join(''));
  return SECRET_SHAPES.find(({ shape }) => texts.some(text => hasShape(text, shape)))?.what;
}

function namedSecret(name: string, place: Node): string | undefined {
  if (!NAMES.test(name)) { return undefined; }
  return place.asText.satisfies(text => isSecretUnder(inWords(name), text)) ? 'a value that its name marks as secret' : undefined;
}

function hasShape(text: string, shape: RegExp): boolean {
  const [found, secret] = shape.exec(text) ?? [];
  return found !== undefined && (secret === undefined || mayBeSecret(secret));
}

function isSecretUnder(words: string, text: string): boolean {
  if (!mayBeSecret(text)) { return false; }
  return PASSWORD_NAMES.test(words)
    || KEY_NAMES.test(words) && text.length >= KEY_LENGTH
    || DOUBTFUL_NAMES.test(words) && MACHINE_MADE.test(text);
}

function mayBeSecret(text: string): boolean { return NO_SECRETS.every(each => !each.test(text)); }

/** `dbPassword`, `db-password` and `db.password` are all DB_PASSWORD. */
function inWords(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
