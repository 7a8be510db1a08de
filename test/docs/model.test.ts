import { readFileSync } from 'fs';
import { join } from 'path';
import { JoinedList } from '../../src/validation/model/evaluation/joined-list';
import type { List, Node } from '../../src/validation/model/evaluation/node';
import type { Value } from '../../src/validation/model/evaluation/value';
import { placeOf } from '../support/model';

const page = readFileSync(join(__dirname, '../../docs/model.md'), 'utf8');

/** The rows of a table of the page, as the subject and the answers by question. */
function rowsOf(name: string): readonly (readonly [subject: string, answers: Readonly<Record<string, string>>])[] {
  const [, table] = new RegExp(`<!-- questions:${name} -->\\n([\\s\\S]*?)\\n<!-- questions:end -->`).exec(page) ?? [];
  const [header, , ...rows] = (table ?? '').split('\n').map(line => line.slice(1, -1).split('|').map(cell => cell.trim()));
  return rows.map(([subject, ...answers]) => [subject, Object.fromEntries(answers.map((answer, column) => [header[column + 1], answer]))]);
}

const placeIn = (subject: string) => placeOf(subject === 'not set' ? { Ref: 'AWS::NoValue' } : JSON.parse(subject.slice(1, -1)), {
  Parameters: { Parameter: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'Parameter' }, 'c'] } },
});

type Answer = string | number | boolean | undefined;
const printed = (answer: Answer) => typeof answer === 'boolean' ? answer ? 'yes' : 'no' : String(answer ?? '');

function answersTo<T>(subject: T, questions: Readonly<Record<string, (subject: T) => Answer>>): Record<string, string> {
  return Object.fromEntries(Object.entries(questions).map(([question, ask]) => [question, printed(ask(subject))]));
}

const VALUE: Readonly<Record<string, (value: Value<string>) => Answer>> = {
  '`known`': value => value.known,
  '`isAbsent`': value => value.isAbsent,
  '`isKnown`': value => value.isKnown,
  '`isDeferred`': value => value.isDeferred,
  "`is('a')`": value => value.is('a'),
  "`differs('a')`": value => value.differs('a'),
  "`orDefault('a').known`": value => value.orDefault('a').known,
  '`possible`': value => value.possible.join(', '),
};

const NODE: Readonly<Record<string, (node: Node) => Answer>> = {
  '`isAbsent`': node => node.isAbsent, '`isSure`': node => node.isSure, '`isGiven`': node => node.isGiven, '`isFilled`': node => node.isFilled,
};

const LIST: Readonly<Record<string, (list: List) => Answer>> = {
  '`length`': list => list.length,
  '`atLeast`': list => list.atLeast,
  '`isEmpty`': list => list.isEmpty,
  '`isComplete`': list => list.isComplete,
  '`isKnown`': list => list.isKnown,
};

const isEven = (value: number) => value % 2 === 0;

const JOINED: Readonly<Record<string, (list: JoinedList<number>) => Answer>> = {
  '`known`': list => list.known.join(', '),
  '`all`': list => list.all.join(', '),
  'every item is even: `every(…)`': list => list.every(isEven),
  'some item may be even: `maySome(…)`': list => list.maySome(isEven),
};

function joinedIn(subject: string): JoinedList<number> {
  return new JoinedList([...subject.matchAll(/\d+/g)].map(Number), !subject.startsWith('incomplete'));
}

describe('the page about the model answers as the model does', () => {
  test.each(rowsOf('value'))('a value: %s', (subject, answers) => { expect(answersTo(placeIn(subject).asText, VALUE)).toEqual(answers); });
  test.each(rowsOf('node'))('a place: %s', (subject, answers) => { expect(answersTo(placeIn(subject), NODE)).toEqual(answers); });
  test.each(rowsOf('list'))('a list: %s', (subject, answers) => { expect(answersTo(placeIn(subject).asList, LIST)).toEqual(answers); });
  test.each(rowsOf('joined'))('a joined list: %s', (subject, answers) => { expect(answersTo(joinedIn(subject), JOINED)).toEqual(answers); });

  test.each([['value', 7], ['node', 6], ['list', 5], ['joined', 5]])('the table of a %s is found', (name, rows) => {
    expect(rowsOf(name)).toHaveLength(rows);
  });
});
