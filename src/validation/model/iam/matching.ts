import { Answer } from './answer';
import { canonical, isArn, Sign, signsOf } from './sign';
import type { Phrase } from '../phrase';
import { Attribute } from '../term';

/** Whether a pattern of a policy covers a text, as far as both are known. */
export function matches(pattern: Phrase, text: Phrase): Answer {
  if (pattern.literal === '*') { return 'yes'; }
  if (nameDifferentResources(pattern, text)) { return 'no'; }
  const [rest, other] = withoutCommonEnds(signsOf(pattern, true), signsOf(text));
  if (mustMatch(rest, other)) { return 'yes'; }
  return canMatch(rest, other) ? 'unknown' : 'no';
}

/** Whether a pattern of a policy covers an action; letters count the same in either case. */
export function coversAction(pattern: string, action: string): boolean {
  const expression = pattern.replace(/[.+^$()|[\]{}\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}

/** Two resources of one type that both exist have two ARNs. */
function nameDifferentResources(pattern: Phrase, text: Phrase): boolean {
  const [one, other] = [leadingArn(pattern), leadingArn(text)];
  return one !== undefined && other !== undefined
    && one.resource !== other.resource && one.resource.type === other.resource.type
    && !one.resource.isConditional && !other.resource.isConditional;
}

/** The ARN that a text opens with, when what follows cannot prolong it. */
function leadingArn({ parts: [first, ...rest] }: Phrase): Attribute | undefined {
  if (typeof first !== 'object' || first.kind !== 'attribute') { return undefined; }
  const arn = canonical(first);
  const [next] = rest;
  const isBounded = next === undefined || typeof next === 'string' && /^[:/]/.test(next);
  return arn && isArn(arn) && isBounded ? arn : undefined;
}

/** What is left when the same letters are taken from both ends. */
function withoutCommonEnds(pattern: readonly Sign[], text: readonly Sign[]): readonly [readonly Sign[], readonly Sign[]] {
  let start = 0;
  while (start < pattern.length && start < text.length && isSame(pattern[start], text[start])) { start += 1; }
  let end = 0;
  const left = Math.min(pattern.length, text.length) - start;
  while (end < left && isSame(pattern[pattern.length - 1 - end], text[text.length - 1 - end])) { end += 1; }
  return [pattern.slice(start, pattern.length - end), text.slice(start, text.length - end)];
}

function isSame(one: Sign, other: Sign): boolean {
  return one.key === other.key && one.kind === other.kind && (one.kind === 'letter' || one.kind === 'stand-in');
}

/** Whether the pattern covers the text whatever the stand-ins come to. */
function mustMatch(pattern: readonly Sign[], text: readonly Sign[]): boolean {
  return walk(pattern.length, text.length, (at, from) => {
    const sign = pattern[at];
    if (sign.kind === 'wildcard' && sign.shape === '*') { return 'any'; }
    if (sign.kind === 'wildcard') { return isOneLetter(text[from]) ? 'one' : 'none'; }
    return from < text.length && isSame(sign, text[from]) ? 'one' : 'none';
  });
}

function isOneLetter(sign: Sign | undefined): boolean {
  return sign !== undefined && (sign.kind === 'letter' || sign.shape === '?');
}

/** Whether some outcome of the stand-ins makes the pattern cover the text. */
function canMatch(pattern: readonly Sign[], text: readonly Sign[]): boolean {
  const left = looks(pattern);
  const right = looks(text);
  return walk(left.length, right.length, (at, from) => stepOf(left[at], right[from]), from => isRun(right[from]));
}

const ANY = '\u0000*';
const ONE = '\u0000?';
/** Any letters but colons. */
const FIELD = '\u0000~';
const SPECIAL: Readonly<Record<string, string>> = { '*': ANY, '?': ONE, '~': FIELD };

/** What the signs look like, letter by letter; the wildcards of stand-ins and patterns told from letters. */
function looks(signs: readonly Sign[]): readonly string[] {
  const letters: string[] = [];
  for (const { kind, shape } of signs) {
    if (kind === 'letter') { letters.push(shape); } else { letters.push(...Array.from(shape, each => SPECIAL[each] ?? each)); }
  }
  return letters;
}

function stepOf(one: string, other: string | undefined): Step {
  if (one === ANY || other === ANY) { return 'any'; }
  if (one === FIELD) { return other === ':' ? 'skip' : 'any'; }
  if (other === FIELD) { return one === ':' ? 'none' : 'any'; }
  return other !== undefined && (one === ONE || other === ONE || one === other) ? 'one' : 'none';
}

function isRun(look: string): boolean { return look === ANY || look === FIELD; }

/** `one` takes a sign of each side, `any` as many of the other side as there are, `skip` none of the other side. */
type Step = 'any' | 'one' | 'skip' | 'none';

/** Whether two texts can be walked through together from start to end; `isOptional` says which signs of the second may be left out. */
function walk(
  length: number, otherLength: number, step: (at: number, from: number) => Step, isOptional: (from: number) => boolean = () => false,
): boolean {
  let reachable = new Array<boolean>(otherLength + 1).fill(false);
  reachable[0] = true;
  spread(reachable, isOptional);
  for (let at = 0; at < length; at++) {
    const next = new Array<boolean>(otherLength + 1).fill(false);
    for (let from = 0; from <= otherLength; from++) {
      if (!reachable[from] && !next[from]) { continue; }
      const taken = step(at, from);
      if (taken === 'any' || taken === 'skip') { next[from] ||= reachable[from]; }
      if (from === otherLength || taken === 'none' || taken === 'skip') { continue; }
      next[from + 1] ||= reachable[from] || taken === 'any' && next[from];
    }
    spread(next, isOptional);
    if (!next.includes(true)) { return false; }
    reachable = next;
  }
  return reachable[otherLength];
}

function spread(reachable: boolean[], isOptional: (from: number) => boolean): void {
  for (let from = 0; from + 1 < reachable.length; from++) {
    if (reachable[from] && isOptional(from)) { reachable[from + 1] = true; }
  }
}
