import type { Verdict } from './verdict';

/**
 * The properties of services and other task runners that place tasks on container instances. Fargate has neither strategies nor constraints:
 * "Placement strategies are not supported with FARGATE launch type", and the same of constraints.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export const PLACEMENT_PROPERTIES: readonly string[] = ['PlacementConstraints', 'PlacementStrategies', 'PlacementStrategy'];

/** The properties with placement constraints and strategies. Services and event rules have PlacementStrategies; schedules, pipes and RunTask PlacementStrategy. */
export const PLACEMENT_LISTS = { constraint: ['PlacementConstraints'], strategy: ['PlacementStrategies', 'PlacementStrategy'] } as const;

/**
 * How an expression of the cluster query language names an attribute.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export const EXPRESSION_ATTRIBUTES = { pattern: /^(?!.*(?<![\w.:-])attributes:)/s, form: 'written with attribute:, not attributes:' } as const;

/** What a type of placement constraint or strategy needs. */
export interface PlacementField {
  readonly kind: 'constraint' | 'strategy';
  readonly type: string;
  readonly key: 'Expression' | 'Field';
  /** What the key must match; without a pattern, the type does not have the key. */
  readonly pattern?: RegExp;
  readonly isRequired?: true;
  /** The requirement in words, after the name of the key. */
  readonly form: string;
  readonly otherwise: Verdict;
}

/**
 * "distinctInstance expression should not be specified", "random field should not be specified" and "binpack field 'X' is invalid" are answers of
 * ECS. The CDK writes CPU and MEMORY in upper case, which ECS accepts. For spread, AWS only lists the valid values.
 *
 * Read on 2026-11-29; aws-cdk-lib 2.276.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html
 */
export const PLACEMENT_FIELDS: readonly PlacementField[] = [
  { kind: 'constraint', type: 'distinctInstance', key: 'Expression', form: 'must not be set', otherwise: 'refused' },
  { kind: 'constraint', type: 'memberOf', key: 'Expression', pattern: /^.{1,2000}$/s, isRequired: true, form: 'must have 1 to 2000 characters', otherwise: 'refused' },
  { kind: 'constraint', type: 'memberOf', key: 'Expression', pattern: EXPRESSION_ATTRIBUTES.pattern, form: `must be ${EXPRESSION_ATTRIBUTES.form}`, otherwise: 'refused' },
  { kind: 'strategy', type: 'random', key: 'Field', form: 'must not be set', otherwise: 'refused' },
  { kind: 'strategy', type: 'binpack', key: 'Field', pattern: /^(?:cpu|memory)$/i, isRequired: true, form: 'must be cpu or memory', otherwise: 'refused' },
  {
    kind: 'strategy',
    type: 'spread',
    key: 'Field',
    pattern: /^(?:instanceId|host|attribute:.+)$/i,
    isRequired: true,
    form: 'must be instanceId, host or attribute: with the name of an attribute',
    otherwise: 'doubtful',
  },
];

/**
 * The most placement constraints of a task, "in the task definition and those specified at runtime", and the most "strategy rules for each service".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const PLACEMENT_LIMITS = { constraints: 10, strategies: 5 } as const;
