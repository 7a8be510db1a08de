/**
 * The CPU units of a task outside Fargate; older pages list 256 to 10240.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const TASK_CPU_RANGE = { min: 128, max: 196_608 } as const;
