import { isTimeZone, scheduleProblem } from '../../src/facts/scaling-schedules';

test.each([
  'at(2030-01-01T08:00:00)', 'at(2030-12-31T23:59)', 'rate(1 minute)', 'rate(5 hours)', 'rate(30 day)', 'CRON(0 8 ? * MON *)', ' cron(0 8 ? * MON *) ',
  'cron(* * * * ? *)', 'cron(0/15 8-18 ? * MON-FRI *)', 'cron(*/5 * * * ? *)', 'cron(0,30 8,20 1,15 * ? 2030)', 'cron(0 8 L * ? *)', 'cron(0 8 LW * ? *)', 'cron(0 8 15W * ? *)',
  'cron(0 8 L-3 * ? *)', 'cron(0 8 1-7/2 JAN-MAR,dec ? 2030-2199)', 'cron(0 8 ? * 6L *)', 'cron(0 8 ? * FRIL *)', 'cron(0 8 ? * 2#1 *)', 'cron(0 8 ? * FRI-MON *)', 'cron(0 8 * * ?)',
  'cron(0 8 ? * MON * *)',
])('accepts %s', schedule => { expect(scheduleProblem(schedule)).toBeUndefined(); });

test.each([
  ['', 'a schedule is'], ['0 8 * * ? *', 'a schedule is'], ['every(1 day)', 'a schedule is'], ['cron(0 8 * * ? *', 'a schedule is'],
  ['at(2030-01-01)', 'at() takes'], ['at(2030-01-01T08:00:00Z)', 'at() takes'], ['at(2030-13-01T08:00:00)', 'at() takes'], ['at(2030-01-01T24:00:00)', 'at() takes'],
  ['rate(0 minutes)', 'a number of at least 1'], ['rate(2 weeks)', 'rate() takes a number and'], ['rate(-1 day)', 'rate() takes a number and'], ['rate(day)', 'rate() takes a number and'],
  ['cron(*)', 'cron() has 1 field,'], ['cron(0 8 * *)', 'cron() has 4 fields'], ['cron(0 8 * * ? * * *)', 'cron() has 8 fields'],
  ['cron(0 8 * * * *)', 'exactly one of them is ?'], ['cron(0 8 ? * ? *)', 'exactly one of them is ?'], ['cron(0 8 1 * MON *)', 'exactly one of them is ?'],
  ['cron(60 8 * * ? *)', '60 as minutes; it takes 0 to 59'], ['cron(0 24 * * ? *)', '24 as hours; it takes 0 to 23'], ['cron(0 8 0 * ? *)', '0 as day of month; it takes 1 to 31'],
  ['cron(0 8 1 13 ? *)', '13 as month; it takes 1 to 12 or JAN to DEC'], ['cron(0 8 ? * 0 *)', '0 as day of week; it takes 1 to 7 or SUN to SAT'], ['cron(0 8 ? * FUN *)', 'FUN as day of week'],
  ['cron(0 8 * * ? 1969)', '1969 as year'], ['cron(0/0 8 * * ? *)', '0/0 as minutes'], ['cron(0/5/5 8 * * ? *)', '0/5/5 as minutes'], ['cron(1-2-3 8 * * ? *)', '1-2-3 as minutes'],
  ['cron(1.5 8 * * ? *)', '1.5 as minutes'], ['cron(0 8 ? * 2#6 *)', '2#6 as day of week'],
])('refuses %s', (schedule, problem) => { expect(scheduleProblem(schedule)).toContain(problem); });

test.each(['UTC', 'Europe/Berlin', 'US/Pacific', 'Etc/GMT+9', 'Pacific/Tahiti'])('%s is a time zone', zone => { expect(isTimeZone(zone)).toBe(true); });

test.each(['', 'Europe/Munich', 'CEST', 'Berlin'])('"%s" is no time zone, also when asked again', zone => {
  expect([isTimeZone(zone), isTimeZone(zone)]).toEqual([false, false]);
});
