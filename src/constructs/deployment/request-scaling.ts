/** Why a service with two target groups cannot scale by its requests. */
export const REQUESTS_OF_TWO_GROUPS =
  'onRequests tracks one target group, and deployments that shift traffic alternate between two; use onCpu, onMemory, or a custom metric with taskCount';
