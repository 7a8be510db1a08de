/**
 * The maximum number of open files of a container on Fargate.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
 */
export const FARGATE_NOFILE_MAXIMUM = 1_048_576;

/** The value for no limit. */
export const UNLIMITED = -1;

/** Whether a soft limit is above its hard limit, which ECS refuses. */
export function exceeds(soft: number, hard: number): boolean {
  return hard !== UNLIMITED && (soft === UNLIMITED || soft > hard);
}
