import { ALARM_LIMITS } from '../../facts/alarms';

/** The description of an alarm, which CloudWatch limits; it contains the path of a construct, which may be long. */
export function alarmDescription(text: string): string {
  return text.length <= ALARM_LIMITS.description ? text : `${text.slice(0, ALARM_LIMITS.description - 1)}…`;
}
