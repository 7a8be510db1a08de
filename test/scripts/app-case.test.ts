import { AppCase, problemsOf } from '../../scripts/support/app-case';

const FAILS: AppCase = { name: 'an error fails', app: 'gate.py', exitCode: 1, prints: [/ERROR/], omits: [/WARNING/] };

test.each<[string, { exitCode: number; output: string }, string[]]>([
  ['has the expected result', { exitCode: 1, output: 'ERROR here' }, []],
  ['succeeds instead of failing', { exitCode: 0, output: 'ERROR here' }, ['ended with 0 instead of 1']],
  ['prints less', { exitCode: 1, output: '' }, ['did not print /ERROR/']],
  ['prints more', { exitCode: 1, output: 'ERROR here, WARNING there' }, ['printed /WARNING/']],
])('an app that %s', (_, outcome, problems) => {
  expect(problemsOf(FAILS, outcome)).toEqual(problems);
});
