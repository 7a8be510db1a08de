import { CronDialect, cronProblem, RULE_CRON, SCALING_CRON, SCHEDULER_CRON } from './cron';

/**
 * The expressions of EventBridge rules, of EventBridge Scheduler and of Application Auto Scaling. A rule refuses a wrong one with "Parameter ScheduleExpression is not valid", a
 * schedule with "Invalid Schedule Expression", a scheduled action with "Invalid schedule expression" or "Invalid schedule frequency". Scheduler and Application Auto Scaling accept
 * singular and plural units. No service is documented to refuse blanks around an expression.
 *
 * Read on 2026-11-30; the first two were measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export interface ScheduleDialect {
  readonly kinds: readonly string[];
  readonly cron: CronDialect;
  /** Whether the unit of `rate(1 …)` must be singular, and every other one plural. */
  readonly hasGrammar: boolean;
  /** Where the time zone of `at(…)` is set. */
  readonly zone: string;
}

export const RULE_SCHEDULE: ScheduleDialect = { kinds: ['cron', 'rate'], cron: RULE_CRON, hasGrammar: true, zone: '' };
export const SCHEDULER_SCHEDULE: ScheduleDialect = { kinds: ['at', 'cron', 'rate'], cron: SCHEDULER_CRON, hasGrammar: false, zone: 'ScheduleExpressionTimezone' };
export const SCALING_SCHEDULE: ScheduleDialect = { kinds: ['at', 'cron', 'rate'], cron: SCALING_CRON, hasGrammar: false, zone: 'Timezone' };

/** Why a schedule expression is not valid, in words after "it"; `undefined` if it may be valid. */
export function expressionProblem(expression: string, dialect: ScheduleDialect): string | undefined {
  const [, kind, body] = /^(\w+)\((.*)\)$/s.exec(expression.trim()) ?? [];
  if (kind === undefined || !dialect.kinds.includes(kind.toLowerCase())) { return `must be ${dialect.kinds.map(each => `${each}(…)`).join(' or ')}`; }
  switch (kind.toLowerCase()) {
    case 'rate': return rateProblem(body, dialect);
    case 'cron': return cronProblem(body, dialect.cron);
    default: return AT.test(body.trim()) ? undefined : `must be at(yyyy-mm-ddThh:mm:ss) without a time zone, which ${dialect.zone} sets`;
  }
}

const AT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

function rateProblem(body: string, { hasGrammar }: ScheduleDialect): string | undefined {
  const [, value, unit, plural] = /^\s*(\d+)\s*(minute|hour|day)(s?)\s*$/i.exec(body) ?? [];
  if (value === undefined || Number(value) === 0) { return 'must have a positive number and a unit: minutes, hours or days'; }
  const isWrong = hasGrammar && (Number(value) === 1) === (plural !== '');
  return isWrong ? `must have the unit ${unit}${plural === '' ? 's' : ''} with ${value}` : undefined;
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
