import { cronProblem, GROUP_CRON } from '../../src/facts/cron';

test.each(['0 8 * * 1-5', ' 0 8 * * 0,7 ', '*/15 8-18 1-31/2 JAN-mar MON', '0 8 L * 5#2'])('EC2 Auto Scaling accepts %s', text => { expect(cronProblem(text, GROUP_CRON)).toBeUndefined(); });

test.each([
  ['0 8 * *', 'five fields'], ['cron(0 8 * * *)', 'five fields'], ['0 8 * * ?', 'five fields'], ['0 8 * * * 2030', 'five fields'], ['', 'five fields'],
  ['60 8 * * *', 'minutes from 0 to 59, not 60'], ['0 24 * * *', 'hours from 0 to 23, not 24'], ['0 8 0 * *', 'not 0'], ['0 8 * 13 *', 'not 13'], ['0 8 * * 8', 'not 8'], ['*/0 8 * * *', 'not */0'],
])('EC2 Auto Scaling refuses "%s"', (text, problem) => { expect(cronProblem(text, GROUP_CRON)).toContain(problem); });
