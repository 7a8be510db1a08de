import type { Values, Verdict } from './verdict';

/** A setting of a service that only the deployment controller ECS uses. */
export interface ControllerSetting {
  /** The path in the properties of a service. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
  readonly verdict: Verdict;
}

const TRUE: Values = { oneOf: ['true'] };

/**
 * The circuit breaker was accepted without effect in a deployment. For the settings of strategies, only a sentence of the documentation says that
 * they need the controller ECS. BakeTimeInMinutes is not among them: no sentence says so.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentAlarms.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEarlySuccessCriteria.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-vpc-lattice.html
 * @see https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/165
 */
export const ECS_CONTROLLER_SETTINGS: readonly ControllerSetting[] = [
  { path: 'DeploymentConfiguration/Strategy', values: { oneOf: ['BLUE_GREEN', 'LINEAR', 'CANARY'] }, what: 'a deployment strategy', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/LinearConfiguration', what: 'a linear configuration', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/CanaryConfiguration', what: 'a canary configuration', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/LifecycleHooks', what: 'lifecycle hooks', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/EarlySuccessCriteria/Enable', values: TRUE, what: 'early success criteria', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/DeploymentCircuitBreaker/Enable', values: TRUE, what: 'the deployment circuit breaker', verdict: 'doubtful' },
  { path: 'DeploymentConfiguration/Alarms/Enable', values: TRUE, what: 'deployment alarms', verdict: 'refused' },
  { path: 'ServiceConnectConfiguration/Enabled', values: TRUE, what: 'Service Connect', verdict: 'refused' },
  { path: 'VpcLatticeConfigurations', what: 'VPC Lattice', verdict: 'refused' },
  { path: 'LoadBalancers/*/AdvancedConfiguration', what: 'an alternate target group', verdict: 'doubtful' },
];
