import { timeZoneProblem } from '../../src/facts/time-zones';

test.each(['UTC', 'GMT', 'CET', 'EST5EDT', 'Europe/Berlin', 'US/Pacific', 'Etc/GMT+9', 'America/Argentina/Buenos_Aires'])('%s is a time zone', zone => {
  expect(timeZoneProblem(zone)).toBeUndefined();
});

test.each(['', '+02:00', 'GMT+9', 'utc-3', 'Berlin time', 'W. Europe Standard Time', 'Europe/', '/Berlin'])('"%s" is certainly no time zone', zone => {
  expect(timeZoneProblem(zone)).toMatchObject({ isCertain: true });
});

test.each(['Europe/Munich', 'CEST', 'Berlin'])('%s may be a new time zone, also when checked again', zone => {
  expect([timeZoneProblem(zone), timeZoneProblem(zone)]).toMatchObject([{ isCertain: false }, { isCertain: false }]);
});

test('a further name of a service', () => {
  expect(timeZoneProblem('Local')).toMatchObject({ isCertain: false });
  expect(timeZoneProblem('Local', ['Local'])).toBeUndefined();
});
