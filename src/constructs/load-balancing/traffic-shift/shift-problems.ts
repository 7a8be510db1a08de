import { Token } from 'aws-cdk-lib';
import { TestRoute } from './test-traffic';
import { LISTENER_RULE_PRIORITY } from '../../../facts/listener-rules';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { wholeNumberProblem } from '../../checks';
import { AlbTargetGroupOptions } from '../alb/alb-target-group-options';
import { ExistingListener } from '../listener-rule/existing-listener';
import { conditionProblems } from '../listener-rule/listener-rule-condition-problems';
import { ListenerRulePlan } from '../listener-rule/listener-rule-plan';

/** Why ECS could not shift the requests of a target group. */
export function authenticationShiftProblems({ authentication }: AlbTargetGroupOptions): string[] {
  return authentication
    ? ['authentication cannot be combined with a deployment that shifts traffic: ECS requires a rule that only forwards; use Deployment.rolling']
    : [];
}

/** Why an existing listener cannot have this test traffic. */
export function existingListenerTestProblems(existing: ExistingListener, { port, listener }: TestRoute = {}): string[] {
  const { path } = existing.listener.node;
  return [
    ...[existing, ...(listener ? [new ExistingListener(listener)] : [])].filter(each => each.isKnownAtDeployment).map(each =>
      `the ARN of listener '${each.listener.node.path}' is known at deployment only, and a rule whose traffic is shifted cannot move to another listener; import the listener with a literal ARN`),
    ...(port === undefined ? [] : [`TestTraffic.port requires an exposure that creates a load balancer, and listener '${path}' is an existing one; use TestTraffic.listener or TestTraffic.header`]),
    ...(listener === existing.listener ? [`TestTraffic.listener is the listener of production ('${path}'); use another listener, or TestTraffic.header`] : []),
    ...(listener && existing.isBeforeAnother(new ExistingListener(listener))
      ? [`TestTraffic.listener ('${listener.node.path}') belongs to another load balancer than listener '${path}', and a target group can have only one; use a listener of the same load balancer`]
      : []),
  ];
}

/** Why a load balancer that the exposure creates cannot have this test traffic. */
export function ownListenerTestProblems({ port, listener }: TestRoute = {}, portsInUse: readonly number[]): string[] {
  return [
    ...(listener ? [`TestTraffic.listener ('${listener.node.path}') requires an exposure on an existing listener; use TestTraffic.port`] : []),
    ...wholeNumberProblem('TestTraffic.port', port, { min: 1, max: PORT_MAXIMUM }),
    ...(port !== undefined && !Token.isUnresolved(port) && portsInUse.includes(port) ? [`TestTraffic.port (${port}) is in use by another listener of the load balancer; use another port`] : []),
  ];
}

/** Why a rule for requests with the header could not come before the rule for production. */
export function testHeaderProblems(production: ListenerRulePlan, { header }: TestRoute = {}): string[] {
  if (!header) { return []; }
  const test = production.withHeader(header);
  const [first, second] = [test.shiftingPriorities.max, production.shiftingPriorities.min];
  return [
    ...wholeNumberProblem('TestTraffic.header: priority', header.priority, LISTENER_RULE_PRIORITY),
    ...conditionProblems(test.conditions).map(problem => `TestTraffic.header: ${problem}`),
    ...(Token.isUnresolved(first) || Token.isUnresolved(second) || first < second
      ? []
      : [`TestTraffic.header: its rule could get priority ${first} and come after the production rule, which could get ${second}; ${second > LISTENER_RULE_PRIORITY.min ? `set priority in TestTraffic.header, lower than ${second}` : 'give the exposure a higher priority'}`]),
  ];
}

/** Why connections, which are not read, cannot have this test traffic. */
export function connectionTestProblems({ header, ...others }: TestRoute = {}, portsInUse: readonly number[]): string[] {
  return [
    ...(header ? [`TestTraffic.header ('${header.name}') needs an Application Load Balancer or Service Connect, since a Network Load Balancer reads no requests; use TestTraffic.port`] : []),
    ...ownListenerTestProblems(others, portsInUse),
  ];
}
