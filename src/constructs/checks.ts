import { Duration, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isPlaceholder } from '../facts/lookup-placeholders';
import { Format, hasFormat, inWords } from '../facts/value-format';

/** The smallest and the largest value that AWS accepts. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Throws one error that lists all problems of a construct. */
export function refuse(scope: IConstruct, problems: readonly string[]): void {
  if (problems.length > 0) { throw new Error(`[${scope.node.path}] ${problems.join('; ')}`); }
}

/** Refuses a construct before it exists: a constructor calls it before `super`, so that nothing remains below the scope. */
export function refuseNew(scope: IConstruct, id: string, problems: readonly string[]): void {
  if (problems.length > 0) { throw new Error(`[${scope.node.path}/${id}] ${problems.join('; ')}`); }
}

/** Whether a text is not known yet: it is resolved at deployment, or by a context lookup, for which the first synthesis must not fail. */
export function isKnownLater(text: string | undefined): boolean {
  return text !== undefined && (Token.isUnresolved(text) || isPlaceholder(text));
}

/** Whether two accounts or Regions differ; false when one of them is unknown. */
export function differ(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}

/** Whether a construct belongs to a stack of another account or Region than the scope; false when that is unknown. */
export function isElsewhere(scope: IConstruct, value: IConstruct): boolean {
  const [here, there] = [Stack.of(scope), Stack.of(value)];
  return differ(here.account, there.account) || differ(here.region, there.region);
}

/** Whether an object has a member. `instanceof` is false for an object of a second copy of the package. */
export function isLike(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

/** Whether the `_kind` of a value of this library has a member. */
export function hasKind(value: unknown, member: string): boolean {
  return isLike((value as { readonly _kind?: unknown } | null | undefined)?._kind, member);
}

/** A wrong value in a message: a construct by its path, other objects without their contents. */
export function shown(value: unknown): string { return value === undefined ? '' : ` (${textOf(value)})`; }

function textOf(value: unknown): string {
  if (typeof value === 'string') { return `'${value}'`; }
  if (typeof value === 'function') { return 'function'; }
  if (Array.isArray(value)) { return '[…]'; }
  if (typeof value !== 'object' || value === null) { return String(value); }
  const { node } = value as { readonly node?: { readonly path?: string } };
  return node?.path === undefined ? '{…}' : `'${node.path}'`;
}

/** A value that is known only at deployment is accepted. */
export function wholeNumberProblem(name: string, value: number | undefined, { min = -Infinity, max = Infinity }: Bounds, unit = ''): string[] {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max)) { return []; }
  return [`${name} (${textOf(value)}${unit}) must be a whole number ${rangeOf(min, max)}${unit}`];
}

function rangeOf(min: number, max: number): string {
  if (max === Infinity) { return min === -Infinity ? 'of' : `of at least ${min}`; }
  return `from ${min} to ${max}`;
}

/** Why a value is no Duration, for callers whose types are not checked. A missing value is accepted. */
export function durationProblems(name: string, value: unknown): string[] {
  return value === undefined || isLike(value, 'toMilliseconds') ? [] : [`${name}${shown(value)} must be a Duration, such as Duration.seconds(30)`];
}

/** Why a value is no Duration of whole seconds within the bounds. A missing value is accepted, and one that is known only at deployment. */
export function secondsProblem(name: string, duration: Duration | undefined, bounds: Bounds): string[] {
  const problems = durationProblems(name, duration);
  if (problems.length > 0 || duration === undefined || duration.isUnresolved()) { return problems; }
  return wholeNumberProblem(name, duration.toMilliseconds() / 1000, bounds, ' seconds');
}

/** A duration is a Duration of whole seconds that the synthesis knows, also for callers in JavaScript. */
export function knownDurationProblems(name: string, value: unknown, bounds: Bounds = {}): string[] {
  const problems = secondsProblem(name, value as Duration | undefined, bounds);
  return problems.length === 0 && (value as Duration | undefined)?.isUnresolved() ? [`${name} must be known at synthesis`] : problems;
}

/** A number that decides which resources or states exist cannot be known later. */
export function knownProblems(name: string, value: number | undefined): string[] {
  return value !== undefined && Token.isUnresolved(value) ? [`${name} must be known at synthesis`] : [];
}

/** A value that is known only at deployment is accepted. */
export function formatProblem(name: string, value: string | undefined, format: Format): string[] {
  return value === undefined || isKnownLater(value) || hasFormat(value, format) ? [] : [`${name} ('${value}') must be ${inWords(format)}`];
}
