import { canonical, isArn, PatternToken, patternTokensOf } from './pattern-token';
import { Trilean } from './trilean';
import { canWalk, Step } from './walk';
import { own } from '../../../facts/own';
import { Attribute } from '../evaluation/outcome';
import type { PartialString } from '../evaluation/partial-string';
import { ResultsByText } from '../evaluation/results-by-text';

/** ARNs have some hundred characters; texts that need more comparisons are not patterns of ARNs. */
const MAX_COMPARISONS = 500_000;

/** Whether a pattern of a policy covers a text, as far as both are known. */
export function matches(pattern: PartialString, text: PartialString): Trilean {
  if (pattern.literal === '*') { return 'yes'; }
  if (startDifferently(pattern, text) || nameDifferentResources(pattern, text)) { return 'no'; }
  const [rest, other] = withoutCommonEnds(patternTokensOf(pattern, true), patternTokensOf(text));
  if (areDifferentLetters(rest[0], other[0]) || areDifferentLetters(rest.at(-1), other.at(-1))) { return 'no'; }
  if (rest.length * other.length > MAX_COMPARISONS) { return 'unknown'; }
  if (mustMatch(rest, other)) { return 'yes'; }
  return canMatch(rest, other) ? 'unknown' : 'no';
}

/** Whether a pattern of a policy covers an action, regardless of case. */
export function coversAction(pattern: string, action: string): boolean {
  const [tokens, letters] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, from] = [0, 0];
  // the position of the last star, and the end of the text that it matches
  let star: { readonly at: number; end: number } | undefined;
  while (from < letters.length) {
    if (tokens[at] === '*') {
      star = { at, end: from };
      at += 1;
    } else if (tokens[at] === '?' || tokens[at] === letters[from]) {
      at += 1;
      from += 1;
    } else if (star) {
      star.end += 1;
      [at, from] = [star.at + 1, star.end];
    } else {
      return false;
    }
  }
  while (tokens[at] === '*') { at += 1; }
  return at === tokens.length;
}

const WILDCARD = /[*?$]/;

/** Whether the known text at the start of both differs. A quick check that excludes most patterns. */
function startDifferently(pattern: PartialString, text: PartialString): boolean {
  const [one, other] = [pattern.head, text.head];
  const wildcard = one.search(WILDCARD);
  const length = Math.min(wildcard < 0 ? one.length : wildcard, other.length);
  return !other.startsWith(one.slice(0, length));
}

/** Two resources of one type that both exist have different ARNs. */
function nameDifferentResources(pattern: PartialString, text: PartialString): boolean {
  const [one, other] = [leadingArn(pattern), leadingArn(text)];
  return one !== undefined && other !== undefined
    && one.resource !== other.resource && one.resource.type === other.resource.type
    && !one.resource.isConditional && !other.resource.isConditional;
}

/** The ARN at the start of a text, if the text after it cannot be part of the ARN. */
function leadingArn({ parts: [first, ...rest] }: PartialString): Attribute | undefined {
  if (typeof first !== 'object' || first.kind !== 'attribute') { return undefined; }
  const arn = canonical(first);
  const [next] = rest;
  const isBounded = next === undefined || typeof next === 'string' && /^[:/]/.test(next);
  return arn && isArn(arn) && isBounded ? arn : undefined;
}

/** Both token lists without their common start and end. */
function withoutCommonEnds(
  pattern: readonly PatternToken[], text: readonly PatternToken[],
): readonly [readonly PatternToken[], readonly PatternToken[]] {
  let start = 0;
  while (start < pattern.length && start < text.length && isSame(pattern[start], text[start])) { start += 1; }
  let end = 0;
  const left = Math.min(pattern.length, text.length) - start;
  while (end < left && isSame(pattern[pattern.length - 1 - end], text[text.length - 1 - end])) { end += 1; }
  return [pattern.slice(start, pattern.length - end), text.slice(start, text.length - end)];
}

function areDifferentLetters(one: PatternToken | undefined, other: PatternToken | undefined): boolean {
  return one?.kind === 'letter' && other?.kind === 'letter' && one.key !== other.key;
}

function isSame(one: PatternToken, other: PatternToken): boolean {
  return one.key === other.key && one.kind === other.kind && (one.kind === 'letter' || one.kind === 'stand-in');
}

/** Whether the pattern covers the text for all values of the stand-ins. */
function mustMatch(pattern: readonly PatternToken[], text: readonly PatternToken[]): boolean {
  return canWalk({
    length: pattern.length,
    otherLength: text.length,
    step: (at, from) => {
      const token = pattern[at];
      if (token.kind === 'wildcard' && token.shape === '*') { return 'any'; }
      if (token.kind === 'wildcard') { return isOneLetter(text[from]) ? 'one' : 'none'; }
      return from < text.length && isSame(token, text[from]) ? 'one' : 'none';
    },
  });
}

function isOneLetter(token: PatternToken | undefined): boolean {
  return token !== undefined && (token.kind === 'letter' || token.shape === '?');
}

/** The answers of `canMatch`, by both shapes: the generated policies of an app differ in names only, which have no shape of their own. */
const ANSWERS = new ResultsByText<boolean>();

/** Whether the pattern covers the text for some value of the stand-ins. */
function canMatch(pattern: readonly PatternToken[], text: readonly PatternToken[]): boolean {
  const [left, right] = [looks(pattern), looks(text)];
  return ANSWERS.of(`${left.join('')}\n${right.join('')}`, () => canBecomeEqual(left, right));
}

function canBecomeEqual(left: readonly string[], right: readonly string[]): boolean {
  return canWalk({
    length: left.length,
    otherLength: right.length,
    step: (at, from) => stepOf(left[at], right[from]),
    isOptional: from => isRun(right[from]),
  });
}

const ANY = '\u0000*';
const ONE = '\u0000?';
/** Any characters but colons. */
const FIELD = '\u0000~';
const SPECIAL: Readonly<Record<string, string>> = { '*': ANY, '?': ONE, '~': FIELD };

/** The shapes of the tokens, by character. Wildcards of stand-ins and patterns differ from literal characters. */
function looks(tokens: readonly PatternToken[]): readonly string[] {
  const letters: string[] = [];
  for (const { kind, shape } of tokens) {
    if (kind === 'letter') { letters.push(shape); } else { letters.push(...Array.from(shape, each => own(SPECIAL, each) ?? each)); }
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
