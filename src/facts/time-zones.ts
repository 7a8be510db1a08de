/** Why a text is no time zone, in words after its name, and whether that is certain. */
export interface TimeZoneProblem {
  readonly problem: string;
  readonly isCertain: boolean;
}

/** A name of IANA: words with slashes between them. */
const FORM = /^[A-Za-z][\w+-]*(?:\/[A-Za-z][\w+-]*)*$/;
/** An offset alone or after UTC or GMT, which is no name: GMT+9 is refused, Etc/GMT+9 is accepted. */
const OFFSET = /^(?:UTC|GMT)?[+-]\d/i;

/**
 * What is wrong with a time zone of EventBridge Scheduler, Application Auto Scaling or EC2 Auto Scaling. All take the names of the IANA database, also old ones such as GMT, CET
 * and EST5EDT, and refuse offsets: "Invalid schedule timezone", "Time zone specified does not conform to standardized time zones found in IANA Time Zone Database". A name
 * that this version of Node.js does not know may be newer than it. `further` are names that a service accepts besides.
 *
 * Read on 2026-11-30; offsets measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function timeZoneProblem(zone: string, further: readonly string[] = []): TimeZoneProblem | undefined {
  if (!FORM.test(zone) || OFFSET.test(zone)) { return { problem: 'is not a time zone; use an IANA name such as Europe/Berlin', isCertain: true }; }
  return further.includes(zone) || isKnown(zone) ? undefined : { problem: 'is not a known time zone; use an IANA name such as Europe/Berlin', isCertain: false };
}

/** The name that EC2 Auto Scaling accepts besides those of IANA, as cdk-preflight 1.9.1 measured. */
export const FURTHER_GROUP_ZONES: readonly string[] = ['Local'];

/** A formatter takes about a millisecond; apps use few zones. */
const ZONES = new Map<string, boolean>();
const MOST_ZONES = 1000;

function isKnown(name: string): boolean {
  const known = ZONES.get(name);
  if (known !== undefined) { return known; }
  const isZone = formatsIn(name);
  if (ZONES.size < MOST_ZONES) { ZONES.set(name, isZone); }
  return isZone;
}

function formatsIn(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
