import { stepsOf, targetsOf } from './ecs-service';
import { LiveResource, listOf, sharesOf } from './live-resource';

const BOTH = 'Specifying both a launch type and capacity provider strategy is not supported';

/** The reason why ECS refuses to create a service, or to update one with a previous state. */
export function serviceRefusal(service: LiveResource, others: readonly LiveResource[], before?: LiveResource): string | undefined {
  const refusal = targetsOf(service).flatMap(({ group, shift }) => [
    ...[group, ...shift ? [shift.alternate] : []]
      .filter(each => !others.some(other => namesGroup(other, each))).map(each => `${each} does not have an associated load balancer`),
    ...shift ? ruleRefusals([group, shift.alternate], shift.productionRule, others) : [],
    ...stepsOf(service) ? strategyRefusals(group, shift !== undefined, before) : [],
  ]).at(0);
  const first = refusal ?? capacityRefusal(service, before) ?? nameRefusal(service, others, before);
  return first && `InvalidParameterException: ${first}`;
}

/**
 * The reason why ECS refuses a launch type or strategy. CloudFormation forces a deployment for a changed strategy, and sends the strategy in every
 * update.
 * The simulated cluster has no default strategy.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
function capacityRefusal({ properties }: LiveResource, before?: LiveResource): string | undefined {
  const { LaunchType, CapacityProviderStrategy, DeploymentController } = properties;
  if (CapacityProviderStrategy === undefined) { return undefined; }
  const isEmpty = listOf(CapacityProviderStrategy).length === 0;
  if (LaunchType === 'EXTERNAL' && !isEmpty) { return 'external instances have no capacity providers'; }
  if (!before) { return LaunchType === undefined || isEmpty ? undefined : BOTH; }
  const isSame = JSON.stringify(before.properties.CapacityProviderStrategy) === JSON.stringify(CapacityProviderStrategy);
  const isControlled = DeploymentController !== undefined && (DeploymentController as { readonly Type: string }).Type !== 'ECS';
  if (isSame ? isEmpty : isControlled) { return 'you must force a new deployment'; }
  return isEmpty && LaunchType === undefined ? 'No launch type to fall back to for empty capacity provider strategy' : undefined;
}

/** Two services of a cluster cannot have one name, so a service with a name cannot be replaced. */
function nameRefusal(
  { properties: { ServiceName, Cluster } }: LiveResource, others: readonly LiveResource[], before?: LiveResource,
): string | undefined {
  const isTaken = !before && ServiceName !== undefined
    && others.some(({ type, properties }) => type === 'AWS::ECS::Service' && properties.ServiceName === ServiceName && properties.Cluster === Cluster);
  return isTaken ? `Creation of service was not idempotent: ${ServiceName}` : undefined;
}

/** Whether the actions of a listener or rule contain a target group, with or without traffic. */
export function namesGroup({ properties: { Actions, DefaultActions } }: LiveResource, group: string): boolean {
  return sharesOf(Actions ?? DefaultActions).some(each => each.group === group);
}

function ruleRefusals(groups: readonly string[], arn: string, resources: readonly LiveResource[]): string[] {
  const rule = resources.find(({ physicalId }) => physicalId === arn);
  return rule && groups.every(group => namesGroup(rule, group)) ? [] : [`production rule ${arn} does not forward to both target groups`];
}

/**
 * The strategy needs the advanced configuration, even in the previous deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-rolling-to-bluegreen.html
 */
function strategyRefusals(group: string, isAdvanced: boolean, before?: LiveResource): string[] {
  if (!isAdvanced) { return [`${group} has no advancedConfiguration, which the deployment strategy needs`]; }
  const deployed = before && targetsOf(before).find(each => each.group === group);
  return deployed && !deployed.shift ? [`${group} was deployed without advancedConfiguration: start a rolling deployment with it first`] : [];
}
