import { INPUT_OVERRIDES, knownArguments, spellingOf } from '../../src/facts/run-task-arguments';

test.each([
  ['rule', 'AwsVpcConfiguration'], ['schedule', 'AwsvpcConfiguration'], ['pipe', 'AwsvpcConfiguration'], ['state', 'AwsvpcConfiguration'], ['universalSchedule', 'AwsvpcConfiguration'],
])('%s spells the network configuration %s', (starter, name) => { expect(knownArguments(starter)?.names.NetworkConfiguration).toEqual({ [name]: expect.anything() }); });

test('a custom resource and the input of a target spell names as the API does', () => {
  expect(Object.keys(knownArguments('customResource')?.names ?? {})).toContain('networkConfiguration');
  expect(Object.keys(INPUT_OVERRIDES.names)).toContain('containerOverrides');
});

test('finds the spelling of a name', () => {
  expect(spellingOf('startedby', { StartedBy: null })).toBe('StartedBy');
  expect(spellingOf('TaskCount', { Count: null })).toBeUndefined();
});
