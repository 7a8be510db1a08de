/** The properties of a target with which a rule decides its input. At most one may be set: "Only one of Input, InputPath, or InputTransformer must be provided". */
export const INPUT_KEYS: readonly string[] = ['Input', 'InputPath', 'InputTransformer'];

/**
 * The input transformer of a target: the maximum number of its paths, the prefix of variables of EventBridge, which a path must not define, and the variable for the
 * whole event, which a template may only contain as a value of a JSON object. A template with an unknown placeholder is refused: "contains invalid placeholder".
 *
 * Read on 2026-11-30; measured by cdk-preflight 1.9.1.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const INPUT_TRANSFORMER = { paths: 100, reserved: 'aws.events.', event: 'aws.events.event.json' } as const;

/**
 * The starters whose input EventBridge certainly refuses unless it is JSON. The API reference of schedules requires JSON for Lambda, Step Functions and EventBridge
 * targets only; a refusal that cdk-preflight 1.9.1 measured does not name the target.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
 */
export const STARTERS_OF_JSON: readonly string[] = ['rule'];

/** Why a JSON path of a target is not valid, in words after "it"; quoted names in brackets are not supported. */
export function inputPathProblem(path: string): string | undefined {
  if (!path.startsWith('$')) { return 'must begin with $, such as $.detail'; }
  return /\[\s*['"]/.test(path) ? 'must name keys after a period, such as $.detail.name, instead of in brackets' : undefined;
}

/** The placeholders of a template, without their angle brackets. */
export function placeholdersIn(template: string): readonly string[] {
  return [...template.matchAll(/<([\w.-]+)>/g)].map(([, name]) => name);
}

/** The parameters that a target needs in order to run a task, by the resource type, and the place of the target. */
export interface TaskParameters {
  readonly type: string;
  /** The targets; empty for the resource itself. */
  readonly targets: string;
  readonly arn: string;
  readonly parameters: string;
}

/**
 * Read on 2026-11-30. EventBridge answers "Parameter(s) EcsParameters must be specified for target".
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetParameters.html
 */
export const TASK_PARAMETERS: readonly TaskParameters[] = [
  { type: 'AWS::Events::Rule', targets: 'Targets/*', arn: 'Arn', parameters: 'EcsParameters' },
  { type: 'AWS::Scheduler::Schedule', targets: 'Target', arn: 'Arn', parameters: 'EcsParameters' },
  { type: 'AWS::Pipes::Pipe', targets: '', arn: 'Target', parameters: 'TargetParameters/EcsTaskParameters' },
];

/** The event bus on which a schedule works. */
export const DEFAULT_BUS = /^(?:default|arn:.*:event-bus\/default)$/;
export const EVENT_BUS = 'AWS::Events::EventBus';

/** A universal target with a Region or account in its ARN: "scheduler is not a supported service for a target". */
export const UNIVERSAL_TARGET_OF_REGION = /^arn:[^:]*:scheduler:(?!::?aws-sdk)[^:]*:[^:]*:aws-sdk:ecs:/;
