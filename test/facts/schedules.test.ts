import { expressionProblem, isNoTimeZone, isUnknownTimeZone, RULE_SCHEDULE, SCHEDULER_SCHEDULE } from '../../src/facts/schedules';

test.each([
  'rate(1 minute)', 'rate(5 minutes)', 'rate(1 day)', 'cron(0 9 * * ? *)', 'cron(0/15 8-17 ? * MON-FRI 2030)', 'cron(0 9 L * ? *)', 'cron(0 9 ? * 6L *)', 'cron(0 9 3W * ? *)',
  'cron(0 9 ? * 2#5 *)', 'cron(10,40 0 1 1/3 ? 2030-2035)',
])('a rule accepts %s', expression => { expect(expressionProblem(expression, RULE_SCHEDULE)).toBeUndefined(); });

test.each([
  'rate(0 minutes)', 'rate(1 minutes)', 'rate(2 minute)', 'rate(1.5 hours)', 'rate(1 week)', 'cron(0 9 * * ?)', 'cron(0 9 * * * *)', 'cron(0 9 ? * ? *)', 'cron(60 9 * * ? *)',
  'cron(0 9 32 * ? *)', 'cron(0 9 * 13 ? *)', 'cron(0 9 ? * 8 *)', 'cron(0 9 ? * 2#6 *)', 'cron(0 9 1#2 * ? *)', 'at(2030-01-01T00:00:00)', '0 9 * * *', 'daily', '',
])('a rule refuses %s', expression => { expect(expressionProblem(expression, RULE_SCHEDULE)).toMatch(/^must /); });

test.each(['rate(1 minutes)', 'rate(2 hour)', 'cron(0 9 * * ?)', 'CRON(0 9 * * ? *)', 'at(2030-01-01T00:00:00)', 'at(2030-01-01T00:00)'])(
  'a schedule accepts %s', expression => { expect(expressionProblem(expression, SCHEDULER_SCHEDULE)).toBeUndefined(); });

test.each(['at(2030-01-01 00:00:00)', 'at(2030-01-01T00:00:00Z)', 'at(2030-13-01T00:00:00)', 'rate(5)', 'cron(0 9 * *)'])(
  'a schedule refuses %s', expression => { expect(expressionProblem(expression, SCHEDULER_SCHEDULE)).toMatch(/^must /); });

test('time zones', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'EST5EDT'].filter(zone => isUnknownTimeZone(zone))).toEqual([]);
  expect(['Europe/Berln', 'W. Europe Standard Time', '+02:00', ''].filter(zone => !isUnknownTimeZone(zone))).toEqual([]);
  expect(isNoTimeZone('Europe/Berln')).toBe(false);
});
