/** The range of a field of a cron expression, with the names of its values. */
interface Field {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** The further characters that the field may have. */
  readonly more?: RegExp;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The fields of a cron expression of AWS: minutes, hours, day of month, month, day of week, and year. The year may be left out in a deployment, so that this table
 * refuses fewer than five and more than seven fields only.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
const FIELDS: readonly Field[] = [
  { what: 'minutes', min: 0, max: 59 },
  { what: 'hours', min: 0, max: 23 },
  { what: 'day of month', min: 1, max: 31, more: /^(?:\?|L|LW|L-\d+|\d+W)$/ },
  { what: 'month', min: 1, max: 12, names: MONTHS },
  { what: 'day of week', min: 1, max: 7, names: DAYS, more: /^(?:\?|L|\w+L|\w+#[1-5])$/ },
  { what: 'year', min: 1970, max: 2199 },
];
const FEWEST_FIELDS = 5;
const MOST_FIELDS = 7;
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

const AT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
const RATE = /^(\d+) *(?:minutes?|hours?|days?)$/i;

/**
 * Why PutScheduledAction refuses a schedule, as the end of a sentence, or `undefined`. A schedule is `at(yyyy-mm-ddThh:mm:ss)`, `rate(value unit)` or `cron(fields)`. It
 * reports "Invalid schedule expression" for another form, "Invalid schedule frequency" for a rate of 0, and "Invalid CRON expression" if not exactly one of the two days is "?".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function scheduleProblem(schedule: string): string | undefined {
  const [, kind = '', content = ''] = /^(at|rate|cron)\((.*)\)$/is.exec(schedule.trim()) ?? [];
  switch (kind.toLowerCase()) {
    case 'at': return AT.test(content.trim()) ? undefined : 'at() takes yyyy-mm-ddThh:mm:ss without a zone';
    case 'rate': return rateProblem(content.trim());
    case 'cron': return cronProblem(content.trim().split(/\s+/));
    default: return 'a schedule is at(…), rate(…) or cron(…)';
  }
}

function rateProblem(content: string): string | undefined {
  const [, value] = RATE.exec(content) ?? [];
  if (value === undefined) { return 'rate() takes a number and minute, minutes, hour, hours, day or days'; }
  return Number(value) > 0 ? undefined : 'rate() takes a number of at least 1';
}

function cronProblem(fields: readonly string[]): string | undefined {
  if (fields.length < FEWEST_FIELDS || fields.length > MOST_FIELDS) {
    return `cron() has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, and takes six: minutes, hours, day of month, month, day of week, year`;
  }
  const asked = [DAY_OF_MONTH, DAY_OF_WEEK].filter(index => fields[index] === '?').length;
  if (asked !== 1) { return `cron() has day of month ${fields[DAY_OF_MONTH]} and day of week ${fields[DAY_OF_WEEK]}; exactly one of them is ?`; }
  // with seven fields the first are seconds in other dialects; what AWS reads is not documented
  if (fields.length === MOST_FIELDS) { return undefined; }
  return fields.map((field, index) => fieldProblem(field, FIELDS[index])).find(problem => problem !== undefined);
}

function fieldProblem(text: string, field: Field): string | undefined {
  const isValid = field.more?.test(text) === true || text.split(',').every(part => isPart(part, field));
  const names = field.names ? ` or ${field.names[0]} to ${field.names.at(-1)}` : '';
  return isValid ? undefined : `cron() has ${text} as ${field.what}; it takes ${field.min} to ${field.max}${names}`;
}

/** A star, a value or a range, each with a step. */
function isPart(part: string, field: Field): boolean {
  const [range, step, ...others] = part.split('/');
  if (others.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) { return false; }
  return range === '*' || field.more?.test(range) === true || isRange(range.split('-'), field);
}

/** A range may pass the end of the week or year, such as FRI-MON. */
function isRange(ends: readonly string[], field: Field): boolean { return ends.length <= 2 && ends.every(end => isValue(end, field)); }

function isValue(text: string, { min, max, names }: Field): boolean {
  if (names?.includes(text.toUpperCase())) { return true; }
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}

/**
 * Whether a name is a time zone of IANA. PutScheduledAction reports "Invalid schedule timezone" for others.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function isTimeZone(name: string): boolean {
  const known = ZONES.get(name);
  if (known !== undefined) { return known; }
  const isZone = formatsIn(name);
  if (ZONES.size < MOST_ZONES) { ZONES.set(name, isZone); }
  return isZone;
}

/** A formatter takes about a millisecond; apps use few zones. */
const ZONES = new Map<string, boolean>();
const MOST_ZONES = 1000;

function formatsIn(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
