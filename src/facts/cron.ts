/** A field of a cron expression: its range, the names of its values, and its further forms. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  readonly more?: RegExp;
}

const MINUTES: Field = { name: 'minutes', min: 0, max: 59 };
const HOURS: Field = { name: 'hours', min: 0, max: 23 };
const DAY: Field = { name: 'day of the month', min: 1, max: 31 };
const MONTH: Field = { name: 'month', min: 1, max: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] };
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const YEAR: Field = { name: 'year', min: 1970, max: 2199 };
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/** How a service reads cron expressions. */
export interface CronDialect {
  readonly fields: readonly Field[];
  /** The numbers of fields that it accepts. With another number than documented the fields are not checked. */
  readonly counts: readonly number[];
  readonly form: string;
  /** Whether exactly one of the two days is a question mark. */
  readonly hasQuestionMark: boolean;
}

/** The fields of AWS: a question mark, the last day (L), the nearest weekday (W) and the nth weekday (#). */
const AWS_FIELDS: readonly Field[] = [
  MINUTES, HOURS, { ...DAY, more: /^(?:\?|L|LW|L-\d+W?|\d+W)$/i }, MONTH, { name: 'day of the week', min: 1, max: 7, names: WEEKDAYS, more: /^(?:\?|L|\w+L|\w+#[1-5])$/i },
];
const AWS_FORM = 'must have six fields: minutes, hours, day of the month, month, day of the week, year';

/**
 * Application Auto Scaling refuses fewer than five and more than seven fields, and reports "Invalid CRON expression" if not exactly one of the days is "?". With seven fields
 * the first are seconds in other dialects; what AWS reads is not documented.
 *
 * Read on 2026-11-30; the numbers of fields were measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const SCALING_CRON: CronDialect = { fields: [...AWS_FIELDS, YEAR], counts: [5, 6, 7], form: AWS_FORM, hasQuestionMark: true };

/**
 * The rules of EventBridge and EventBridge Scheduler, which accepts five fields. Neither enforces the documented range of years.
 *
 * Read on 2026-11-30; measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const RULE_CRON: CronDialect = { fields: AWS_FIELDS, counts: [6], form: AWS_FORM, hasQuestionMark: true };
export const SCHEDULER_CRON: CronDialect = { ...RULE_CRON, counts: [5, 6] };

/** Words of other dialects of cron, of which the documentation of EC2 Auto Scaling does not speak. */
const WORD = { more: /^[^?()]*[A-Za-z#][^?()]*$/ };

/**
 * EC2 Auto Scaling takes the five fields of Unix.
 *
 * Read on 2026-11-30; measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 */
export const GROUP_CRON: CronDialect = {
  fields: [MINUTES, HOURS, DAY, MONTH, { name: 'day of the week', min: 0, max: 7, names: WEEKDAYS }].map(field => ({ ...field, ...WORD })),
  counts: [5],
  form: 'must have five fields without cron() and without ?, such as 0 8 * * 1-5',
  hasQuestionMark: false,
};

/** Why the fields of a cron expression are certainly wrong, in words after the expression; `undefined` if they may be valid. */
export function cronProblem(text: string, { fields, counts, form, hasQuestionMark }: CronDialect): string | undefined {
  const values = text.trim().split(/\s+/);
  if (!counts.includes(values.length)) { return form; }
  if (hasQuestionMark) {
    if ((values[DAY_OF_MONTH] === '?') === (values[DAY_OF_WEEK] === '?')) { return 'must have ? either as day of the month or as day of the week'; }
  } else if (/[?()]/.test(text)) {
    return form;
  }
  if (values.length > 6) { return undefined; }
  return fields.map((field, index) => fieldProblem(values.at(index), field)).find(problem => problem !== undefined);
}

function fieldProblem(text: string | undefined, field: Field): string | undefined {
  if (text === undefined || text.split(',').every(part => isPart(part, field))) { return undefined; }
  const names = field.names ? ` or ${field.names[0]} to ${field.names.at(-1)}` : '';
  return `must have ${field.name} from ${field.min} to ${field.max}${names}, not ${text}`;
}

/** A star, a value or a range, each with a step, which may also stand alone. */
function isPart(part: string, field: Field): boolean {
  const [range, step, ...others] = part.split('/');
  if (field.more?.test(part)) { return true; }
  if (others.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) { return false; }
  return range === '*' || (range === '' && step !== undefined) || field.more?.test(range) === true || isRange(range.split('-'), field);
}

/** A range may pass the end of the week or year, such as FRI-MON. */
function isRange(ends: readonly string[], field: Field): boolean { return ends.length <= 2 && ends.every(end => isValue(end, field)); }

function isValue(text: string, { min, max, names }: Field): boolean {
  if (names?.includes(text.toUpperCase())) { return true; }
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}
