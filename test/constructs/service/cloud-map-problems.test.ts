import { Duration } from 'aws-cdk-lib';
import type { CloudMapOptions } from 'aws-cdk-lib/aws-ecs';
import { cloudMapProblems } from '../../../src/constructs/service/cloud-map-problems';

test.each<[string, CloudMapOptions, string]>([
  ['a name with a space', { name: 'web shop' }, "cloudMapOptions.name ('web shop') must be 1 to 127 characters long, of labels with at most 63 letters, digits, hyphens and underscores"],
  ['a long time', { dnsTtl: Duration.days(365 * 100) }, 'cloudMapOptions.dnsTtl (3153600000 seconds) must be a whole number from 0 to 2147483647 seconds'],
  ['a failure threshold of 11', { failureThreshold: 11 }, 'cloudMapOptions.failureThreshold (11) must be a whole number from 1 to 10'],
])('refuses %s', (_, options, problem) => { expect(cloudMapProblems(options)).toEqual([problem]); });

test.each<[string, CloudMapOptions | undefined]>([
  ['no options', undefined], ['no settings', {}], ['a name of SRV records', { name: '_web._tcp', dnsTtl: Duration.seconds(0), failureThreshold: 1 }],
])('accepts %s', (_, options) => { expect(cloudMapProblems(options)).toEqual([]); });
