import { strict as assert } from 'assert';
import { DeployedRules, ForwardingRule, writtenRules } from './forwarding-rules';
import { holds } from './statements';
import { Assembly } from '../../src/report/assembly';
import { ExampleApp } from '../support/example-app';

/** Deploys stacks of an app. */
type Deploy = (app: ExampleApp, stacks: readonly string[]) => Promise<void>;

/** Checks a shared load balancer and two services in separate stacks, deployed one after the other. */
export async function checkSharedAlb(app: ExampleApp, deploy: Deploy): Promise<void> {
  const deployed = new DeployedRules('edge');

  await deploy(app, ['Edge', 'Orders']);
  const orders = written(app, 'Orders');
  await holds('a request that matches no rule gets status 404', async () => {
    const { DefaultActions: [{ Type, FixedResponseConfig }] = [] } = await deployed.listener();
    assert.deepEqual([Type, FixedResponseConfig?.StatusCode], ['fixed-response', '404']);
  });
  await holds('the first service has two rules, one with the given priority, the other with a computed one', () => {
    assert.equal(orders.length, 2);
    assert.equal(orders[0].priority, 7);
  });
  await holds('both rules are deployed as in the template: hosts, paths, headers, methods, priorities, target groups', async () => { assert.deepEqual(await deployed.all(), orders); });
  const before = await deployed.identities();

  await deploy(app, ['Api']);
  const all = [...orders, ...written(app, 'Api')].sort((a, b) => a.priority - b.priority);
  await holds('the second stack adds its rule and does not change those of the first', async () => {
    const after = await deployed.identities();
    assert.equal(after.size, before.size + 1);
    for (const [conditions, arn] of before) { assert.equal(after.get(conditions), arn); }
  });
  await holds('all rules are deployed as in both templates, each with the target group of its service:', async () => { assert.deepEqual(await deployed.all(), all); });
  console.log((await deployed.all()).map(line).join('\n'));
}

function written(app: ExampleApp, name: string): ForwardingRule[] {
  const rules = new Assembly(app.assembly).stacks.filter(stack => stack.name === name).flatMap(writtenRules);
  assert.notEqual(rules.length, 0, `the template of ${name} has no rules`);
  return rules;
}

function line({ priority, conditions, healthCheck, family }: ForwardingRule): string {
  return `      ${priority}: ${conditions.join('; ')} → ${family}, checked on ${healthCheck}`;
}
