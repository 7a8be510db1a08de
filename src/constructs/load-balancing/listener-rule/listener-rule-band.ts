import { createHash } from 'crypto';
import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LISTENER_RULE_PRIORITY } from '../../../facts/listener-rules';
import { isHostName } from '../alb/alb-url';
import { pathInStage } from '../load-balancer/path-in-stage';

/** The conditions of a rule, as far as they decide how specific it is. */
export interface RuleConditions {
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  /** Whether there are conditions besides hosts and paths. */
  readonly hasMore?: boolean;
}

/** Consecutive priorities for rules that are equally specific. */
export interface Band {
  readonly first: number;
  readonly width: number;
}

/** Priorities after all automatic ones, for rules that set their priority. */
export const AFTER_AUTOMATIC = { min: 49_001, max: LISTENER_RULE_PRIORITY.max } as const;

type HostKind = 'exact host' | 'wildcard host' | 'any host';

/** Up to three complete path segments, and one rank more for a pattern that begins within the next segment or that is a complete path. */
const HIGHEST_PATH_RANK = 7;

/** Lower priorities are for rules that set their priority. */
const FIRST_AUTOMATIC_PRIORITY = 1000;

/** The priorities before and after all automatic ones, for rules that set their priority. */
const EXPLICIT_BANDS: readonly Band[] = [
  { first: LISTENER_RULE_PRIORITY.min, width: FIRST_AUTOMATIC_PRIORITY - LISTENER_RULE_PRIORITY.min },
  { first: AFTER_AUTOMATIC.min, width: AFTER_AUTOMATIC.max - AFTER_AUTOMATIC.min + 1 },
];

/**
 * The bands in the order in which the listener evaluates them, with their widths: more specific rules come first.
 *
 * Rules that differ in one respect only are ordered by it: further conditions before none, an exact host before a wildcard before any host, a longer
 * path before a shorter one. Common kinds have wider bands, because two rules rarely get the same priority in a wide band.
 */
const WIDTHS: readonly (readonly [string, number])[] = [
  ['more, exact host, path', 1500], ['more, exact host', 1500],
  ['more, wildcard host, path', 500], ['more, any host, path', 2000],
  ['more, wildcard host', 500], ['more, any host', 2000],
  ...byPathRank('exact host', [1000, 1500, 1500, 3000, 3000, 5000, 1000]),
  ['exact host', 12_000],
  ...byPathRank('wildcard host', [250, 250, 250, 250, 250, 250, 250]),
  ...byPathRank('any host', [500, 750, 750, 1500, 1500, 2500, 500]),
  ['wildcard host', 1750],
  ['any host', 500],
];

const BANDS: ReadonlyMap<string, Band> = new Map(WIDTHS.map(([name, width], index) => [
  name,
  { first: FIRST_AUTOMATIC_PRIORITY + WIDTHS.slice(0, index).reduce((sum, [, each]) => sum + each, 0), width },
]));

/** The band of a rule with these conditions. */
export function bandOf({ hosts = [], paths = [], hasMore = false }: RuleConditions): Band {
  const rank = pathRank(paths);
  const host = hostKind(hosts);
  const name = hasMore
    ? `more, ${host}${rank > 0 ? ', path' : ''}`
    : `${host}${rank > 0 ? `, path ${rank}` : ''}`;
  const band = BANDS.get(name);
  if (!band) { throw new Error(`no band for '${name}'`); }
  return band;
}

/** A priority that depends only on the conditions and the path of the rule, so that other rules do not change it. */
export function priorityIn({ first, width }: Band, scope: IConstruct, id: string): number {
  return first + createHash('sha256').update(`${pathInStage(scope)}/${id}`).digest().readUInt32BE(0) % width;
}

/** The band in which to look for a free priority: a rule before or after all automatic ones stays there. */
export function bandAround(priority: number, automatic: Band): Band {
  return EXPLICIT_BANDS.find(({ first, width }) => priority >= first && priority < first + width) ?? automatic;
}

/** The next priority of the band that is not taken; undefined when all are. */
export function freePriority({ first, width }: Band, after: number, taken: ReadonlySet<number>): number | undefined {
  const start = after >= first && after < first + width ? after - first : 0;
  const candidates = Array.from({ length: width }, (_, step) => first + (start + step) % width);
  return candidates.find(candidate => !taken.has(candidate));
}

function byPathRank(host: HostKind, widths: readonly number[]): [string, number][] {
  return widths.map((width, index) => [`${host}, path ${HIGHEST_PATH_RANK - index}`, width]);
}

/** A host that is known only at deployment counts as an exact host. */
function hostKind(hosts: readonly string[]): HostKind {
  if (hosts.length === 0) { return 'any host'; }
  return hosts.some(host => !Token.isUnresolved(host) && !isHostName(host)) ? 'wildcard host' : 'exact host';
}

/** The least specific path decides. */
function pathRank(paths: readonly string[]): number {
  return paths.length === 0 ? 0 : Math.min(HIGHEST_PATH_RANK, ...paths.map(rankOf));
}

/** `/*` has rank 0, `/a*` 1, `/a/*` 2, `/a` 3, `/a/b/*` 4, `/a/b` 5. */
function rankOf(path: string): number {
  if (Token.isUnresolved(path)) { return HIGHEST_PATH_RANK; }
  const fixed = path.replace(/[*?].*$/, '');
  const isComplete = fixed === path;
  const segments = fixed.split('/').slice(1);
  const complete = segments.slice(0, isComplete ? undefined : -1).filter(Boolean).length;
  const begins = isComplete || Boolean(segments.at(-1));
  return 2 * complete + (begins ? 1 : 0);
}
