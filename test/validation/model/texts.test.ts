import { listed } from '../../../src/validation/model/entities/listed';
import { piecesOf } from '../../../src/validation/model/evaluation/substitution';
import { coversAction } from '../../../src/validation/model/iam/matching';

test.each([
  ['ecs:*', 'ecs:RunTask', true], ['ECS:runtask', 'ecs:RunTask', true], ['ecs:Run?ask', 'ecs:RunTask', true], ['*Task', 'ecs:RunTask', true], ['ecs:*u*T*k', 'ecs:RunTask', true],
  ['*', '', true], ['**', 'a', true], ['ecs:Run', 'ecs:RunTask', false], ['ecs:RunTask?', 'ecs:RunTask', false], ['*b', 'ab!', false], ['a.c', 'abc', false], ['', 'a', false],
])('whether %s covers %s: %s', (pattern, action, covers) => { expect(coversAction(pattern, action)).toBe(covers); });

test.each([
  ['a${b}c', ['a', '<b>', 'c']], ['${a}${b}', ['<a>', '<b>']], ['${!a}', ['<!a>']], ['a${b', ['a${b']], ['${}', ['<>']], ['$', ['$']], ['', []], ['a}b', ['a}b']],
])('the parts of %s', (text, pieces) => {
  expect(piecesOf(text).map(piece => piece.isReference ? `<${piece.text}>` : piece.text)).toEqual(pieces);
});

test('a long list of names is shortened by more than one', () => {
  expect([listed(['a', 'b', 'c'], 2), listed(['a', 'b', 'c', 'd'], 2), listed([])]).toEqual(['a, b, c', 'a, b and 2 others', '']);
});
