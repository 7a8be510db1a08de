import { matchesType } from '../../src/facts/instance-requirements';

test.each<readonly [string, string, boolean]>([
  ['m7g.large', 'm7g.large', true], ['m7g.large', 'm7g.larg', false], ['m7g.large', 'm7g.*', true], ['m7g.large', '*', true], ['m7g.large', '*.large', true],
  ['m7g.large', 'm*g.l*e', true], ['m7g.large', '*7g*', true], ['m7g.large', '*x*', false], ['m7g.large', 'c*', false], ['m7g.large', '*.xlarge', false],
  ['m7g.large', 'm7g.large*large', false], ['m7g.large', 'm7g*.l*l*e', false], ['m7g.large', 'm7g?large', false], ['m7gxlarge', 'm7g.large', false],
  ['m7g.large', 'm7g.(*', false], ['m7g.large', '(*', false], ['m7g.large', '*[', false], ['m7g.large', '', false], ['m7g.large', '*'.repeat(30), true], ['m7g.large', '*'.repeat(31), false],
])('type %s and pattern "%s": %s', (name, pattern, expected) => { expect(matchesType(name, pattern)).toBe(expected); });
