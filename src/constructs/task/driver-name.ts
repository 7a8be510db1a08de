import * as ecs from 'aws-cdk-lib/aws-ecs';

const NAMES: readonly (readonly [abstract new (...args: never[]) => ecs.LogDriver, string])[] = [
  [ecs.AwsLogDriver, 'awslogs'],
  [ecs.FireLensLogDriver, 'awsfirelens'],
  [ecs.FluentdLogDriver, 'fluentd'],
  [ecs.GelfLogDriver, 'gelf'],
  [ecs.JournaldLogDriver, 'journald'],
  [ecs.JsonFileLogDriver, 'json-file'],
  [ecs.SplunkLogDriver, 'splunk'],
  [ecs.SyslogLogDriver, 'syslog'],
];

/** The name of a log driver before it is bound to a container; undefined for a driver of another class. */
export function driverName(driver: ecs.LogDriver): string | undefined {
  return NAMES.find(([type]) => driver instanceof type)?.[1];
}
