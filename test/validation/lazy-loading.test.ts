import { execFileSync } from 'child_process';
import { resolve } from 'path';

const REPOSITORY = resolve(__dirname, '../..');

/** The files of the engine, rules and model that a program has loaded when it ends. */
function loadedBy(program: string): string[] {
  const script = `
    const { EcsValidator } = require(${JSON.stringify(REPOSITORY)});
    const { App } = require('aws-cdk-lib');
    ${program}
    console.log(JSON.stringify(Object.keys(require.cache).filter(file => /lib.validation.(engine|rules|model)./.test(file))));
  `;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: REPOSITORY, encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } })) as string[];
}

test('importing the package loads no rule', () => {
  expect(loadedBy('')).toEqual([]);
});

test('a validator loads no rule before it validates', () => {
  expect(loadedBy('new EcsValidator(new App());')).toEqual([]);
});

test('reading the rules loads engine, model and rules as one file', () => {
  expect(loadedBy('EcsValidator.rules;')).toEqual([expect.stringMatching(/lib.validation.engine.validate\.js$/)]);
});

test('a stack trace through the engine has function names', () => {
  const script = `
    const { validate } = require('./lib/validation/engine/validate');
    const rule = { id: 'mine', subject: 'application', *check() { console.log(JSON.stringify(new Error().stack)); } };
    validate([{ name: 'a.json', template: {} }], { rules: [rule] });
  `;
  const stack = JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: REPOSITORY, encoding: 'utf8' })) as string;
  expect(stack).toMatch(/ at addFindings .* at check .* at validate /s);
});
