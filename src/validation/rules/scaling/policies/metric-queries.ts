import { METRIC_ID } from '../../../../facts/scaling-metrics';
import type { List, Node } from '../../../model/evaluation/node';
import { repeated } from '../../../model/evaluation/repeated';
import type { Location } from '../../../model/evaluation/resource';

/** What is wrong with a list of metrics and expressions. */
export interface QueryProblem {
  readonly location: Location;
  readonly message: string;
}

/** How many entries of a list are its result. */
export interface Results {
  readonly results: number;
  /** Whether all entries must have the same period. */
  readonly hasOnePeriod?: boolean;
}

/** What is wrong with a list of metrics and expressions. */
export function queryProblems(list: Node, results: Results = { results: 1 }): readonly QueryProblem[] {
  const queries = list.asList;
  return [
    ...queries.sure.flatMap(queryProblem), ...repetitions(queries.sure), ...resultProblems(queries, list.location, results),
    ...results.hasOnePeriod ? periodProblems(queries) : [],
  ];
}

function queryProblem(query: Node): readonly QueryProblem[] {
  const id = query.text('Id');
  const [expression, stat] = [query.get('Expression'), query.get('MetricStat')];
  return [
    ...id.satisfies(text => !METRIC_ID.test(text))
      ? [{ location: query.at('Id'), message: `Id is "${id}"; it must begin with a lower case letter and have letters, digits and underscores` }] : [],
    ...id.isAbsent ? [{ location: query.at('Id'), message: 'the entry has no Id' }] : [],
    ...expression.isSure && stat.isSure ? [{ location: expression.location, message: 'Expression and MetricStat are set; an entry has one of them' }] : [],
    ...expression.isAbsent && stat.isAbsent ? [{ location: query.location, message: 'the entry has neither Expression nor MetricStat' }] : [],
  ];
}

function repetitions(queries: readonly Node[]): readonly QueryProblem[] {
  return repeated(queries, 'Id').map(({ again, name }) => ({ location: again.at('Id'), message: `two entries have Id "${name}"; rename one` }));
}

/** More entries that return data than may, or none. An entry that does not set ReturnData returns data. */
function resultProblems(queries: List, location: Location, { results }: Results): readonly QueryProblem[] {
  if (!queries.isKnown || queries.isEmpty) { return []; }
  const flags = [...queries].map(query => query.flag('ReturnData'));
  const count = flags.filter(flag => flag.is(true) || flag.isAbsent).length;
  const form = results === 1 ? 'exactly one is the result' : `${results} are the result`;
  if (flags.every(flag => flag.is(false))) { return [{ location, message: `no entry has ReturnData true; ${form}` }]; }
  return count > results ? [{ location, message: `${count} entries return data; ${form}` }] : [];
}

function periodProblems({ sure }: List): readonly QueryProblem[] {
  const places = sure.flatMap(query => [query, query.get('MetricStat')]).filter(place => place.number('Period').isKnown);
  const periods = [...new Set(places.map(place => place.number('Period').known))];
  return periods.length > 1 ? [{ location: places[1].at('Period'), message: `the entries have periods of ${periods.join(' and ')} seconds; use one` }] : [];
}
