/** Why a service with two target groups cannot scale by its requests. */
export const REQUESTS_OF_TWO_GROUPS =
  'onRequests follows one target group, and deployments that shift traffic change between two; use onCpu, onMemory, or a custom metric with taskCount';
