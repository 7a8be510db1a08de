import type { RequiredMembers } from '../../../src/facts/task-members';
import { missingMembers } from '../../../src/validation/model/queries/missing-member';
import { appOf } from '../../support/model';

const ROWS: readonly RequiredMembers[] = [
  { path: '', anyOf: ['Name', 'Title'], otherwise: 'refused' },
  { path: 'Items/*', anyOf: ['Key'], otherwise: 'doubtful' },
];

function missing(properties: object, rest: object = {}) {
  const [{ properties: node }] = appOf({ Subject: { Type: 'Test::Subject', Properties: properties } }, rest).ofType('Test::Subject');
  return missingMembers(node, ROWS).map(({ problem, isRefused, location: { path } }) => ({ problem, isRefused, path }));
}

test.each<[string, object, readonly object[]]>([
  ['nothing', {}, [{ problem: 'no Name or Title', isRefused: true, path: 'Properties.Name' }]],
  ['an empty text', { Name: ' ' }, [{ problem: 'no Name or Title', isRefused: true, path: 'Properties.Name' }]],
  ['one of two', { Title: 'a' }, []],
  ['a parameter', { Name: { Ref: 'Name' } }, []],
  ['a value under a condition', { Name: { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] } }, []],
  ['an element without a key', { Name: 'a', Items: [{}] }, [{ problem: 'an entry of Items without Key', isRefused: false, path: 'Properties.Items.0.Key' }]],
])('a resource with %s', (_, properties, expected) => { expect(missing(properties)).toEqual(expected); });

test('a macro may add the property', () => { expect(missing({}, { Transform: 'Ours' })).toEqual([]); });
