/**
 * The expressions of EventBridge rules and of EventBridge Scheduler. A rule refuses a wrong one with "Parameter ScheduleExpression is not valid", a schedule with
 * "Invalid Schedule Expression". Scheduler accepts five fields of cron, and singular and plural units; both services were measured by cdk-preflight.
 *
 * Read on 2026-11-30; cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export interface ScheduleDialect {
  readonly kinds: readonly string[];
  readonly cronFields: readonly number[];
  /** Whether the unit of `rate(1 …)` must be singular, and every other one plural. */
  readonly hasGrammar: boolean;
}

export const RULE_SCHEDULE: ScheduleDialect = { kinds: ['cron', 'rate'], cronFields: [6], hasGrammar: true };
export const SCHEDULER_SCHEDULE: ScheduleDialect = { kinds: ['at', 'cron', 'rate'], cronFields: [5, 6], hasGrammar: false };

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** EventBridge does not enforce the documented range of years. */
const CRON_FIELDS: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of the week', min: 1, max: 7 },
];
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/** Why a schedule expression is not valid, in words after "it"; `undefined` if it may be valid. */
export function expressionProblem(expression: string, dialect: ScheduleDialect): string | undefined {
  const [, kind, body] = /^(\w+)\((.*)\)$/s.exec(expression) ?? [];
  if (kind === undefined || !dialect.kinds.includes(kind.toLowerCase())) { return `must be ${dialect.kinds.map(each => `${each}(…)`).join(' or ')}`; }
  switch (kind.toLowerCase()) {
    case 'rate': return rateProblem(body, dialect);
    case 'cron': return cronProblem(body, dialect);
    default: return AT.test(body) ? undefined : 'must be at(yyyy-mm-ddThh:mm:ss) without a time zone, which ScheduleExpressionTimezone sets';
  }
}

const AT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

function rateProblem(body: string, { hasGrammar }: ScheduleDialect): string | undefined {
  const [, value, unit, plural] = /^\s*(\d+) +(minute|hour|day)(s?)\s*$/i.exec(body) ?? [];
  if (value === undefined || Number(value) === 0) { return 'must have a positive number and a unit: minutes, hours or days'; }
  const isWrong = hasGrammar && (Number(value) === 1) === (plural !== '');
  return isWrong ? `must have the unit ${unit}${plural === '' ? 's' : ''} with ${value}` : undefined;
}

function cronProblem(body: string, { cronFields }: ScheduleDialect): string | undefined {
  const fields = body.trim().split(/\s+/);
  if (!cronFields.includes(fields.length)) { return `must have ${cronFields.join(' or ')} fields: minutes, hours, day of the month, month, day of the week, year`; }
  if ((fields[DAY_OF_MONTH] === '?') === (fields[DAY_OF_WEEK] === '?')) { return 'must have ? either as day of the month or as day of the week'; }
  const wrong = CRON_FIELDS.find((field, index) => numbersIn(fields[index]).some(number => number < field.min || number > field.max));
  if (wrong) { return `must have ${wrong.name} from ${wrong.min} to ${wrong.max}`; }
  return fields.some((field, index) => index === DAY_OF_WEEK ? !NTH_DAY.test(field) : field.includes('#'))
    ? 'must have # only in the day of the week, with a number from 1 to 5 after it' : undefined;
}

/** The values of a list and of ranges; a number after a slash or # is not one. */
function numbersIn(field: string): readonly number[] {
  return field.split(',').flatMap(item => item.replace(/[/#].*$/, '').split('-')).filter(text => /^\d+$/.test(text)).map(Number);
}

const NTH_DAY = /^(?:[^#]|#[1-5](?!\d))*$/;

/** Whether a time zone has neither the form of an IANA name nor is it a known one. A new zone may be missing here. */
export function isNoTimeZone(zone: string): boolean {
  return !/^[A-Za-z][\w+-]*(?:\/[A-Za-z][\w+-]*)*$/.test(zone);
}

/** Whether a time zone has no such form, or is unknown to this version of Node.js. */
export function isUnknownTimeZone(zone: string): boolean {
  if (isNoTimeZone(zone)) { return true; }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone === '';
  } catch {
    return true;
  }
}

/**
 * The form of StartDate and EndDate. CloudFormation refuses a date without milliseconds: "needs to follow the format yyyy-MM-ddTHH:mm:ss.SSSZ".
 *
 * Read on 2026-11-30; measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html
 */
export const DATE_WITHOUT_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
export const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The minutes within which a flexible schedule starts.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html
 */
export const FLEXIBLE_MINUTES = { min: 1, max: 1440 } as const;
