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
