import { stepsOf, targetsOf } from './ecs-service';
import { LiveResource, sharesOf } from './live-resource';

/** The reason why ECS refuses to create a service, or to update one with a previous state. */
export function serviceRefusal(service: LiveResource, others: readonly LiveResource[], before?: LiveResource): string | undefined {
  const refusal = targetsOf(service).flatMap(({ group, shift }) => [
    ...[group, ...shift ? [shift.alternate] : []]
      .filter(each => !others.some(other => namesGroup(other, each))).map(each => `${each} does not have an associated load balancer`),
    ...shift ? ruleRefusals([group, shift.alternate], shift.productionRule, others) : [],
    ...stepsOf(service) ? strategyRefusals(group, shift !== undefined, before) : [],
  ]).at(0);
  return refusal && `InvalidParameterException: ${refusal}`;
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
