import { areApart } from '../../../src/validation/model/entities/cidr';

test.each([
  ['10.0.0.0/20', '10.0.16.0/20'], ['10.0.16.0/20', '10.0.0.0/20'], ['10.0.0.0/16', '10.1.0.0/16'], ['0.0.0.0/1', '128.0.0.0/1'], ['192.168.0.1/32', '192.168.0.2/32'],
])('%s and %s do not overlap', (one, other) => { expect(areApart(one, other)).toBe(true); });

test.each([
  ['10.0.0.0/16', '10.0.16.0/20'], ['10.0.16.0/20', '10.0.0.0/16'], ['0.0.0.0/0', '10.0.0.0/8'], ['10.0.0.7/24', '10.0.0.128/25'], ['10.0.0.0/20', '10.0.0.0/20'],
])('%s and %s overlap', (one, other) => { expect(areApart(one, other)).toBe(false); });

test.each(['', '10.0.0.0', '10.0.0.0/33', '300.0.0.0/8', '::/0', 'text'])('the range "%s" is unknown', block => {
  expect(areApart(block, '10.0.0.0/8')).toBe(false);
  expect(areApart('10.0.0.0/8', block)).toBe(false);
});
