import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { nagAcknowledgements, nagFindings } from './support/nag';
import { WebStack } from '../examples/https-domain/web-stack';
import { ApiStack } from '../examples/shared-alb/api-stack';
import { EdgeStack } from '../examples/shared-alb/edge-stack';
import { OrdersStack } from '../examples/shared-alb/orders-stack';
import { StorefrontStack } from '../examples/shared-alb/storefront-stack';

const env = { region: 'eu-west-1' };

/** The stacks of an example, and what the library acknowledges in them. */
const EXAMPLES: readonly (readonly [string, (app: App) => void, readonly string[]])[] = [
  ['shared-alb', app => {
    const edge = new EdgeStack(app, 'Edge', { env });
    for (const [Team, id] of [[OrdersStack, 'Orders'], [ApiStack, 'Api'], [StorefrontStack, 'Storefront']] as const) { new Team(app, id, { env, edge }); }
  }, ['AwsSolutions-EC23 at Edge/Alb/LB/SecurityGroup', 'AwsSolutions-S1 at Edge/Alb/AccessLogs', 'AwsSolutions-S1 at Edge/Alb/ConnectionLogs']],
  ['https-domain', app => { new WebStack(app, 'Web', { env }); }, ['AwsSolutions-EC23 at Web/Shop/LB/SecurityGroup', 'AwsSolutions-S1 at Web/Shop/AccessLogs']],
];

describe.each(EXAMPLES)('examples/%s', (_, create, acknowledged) => {
  test('draws nothing from AwsSolutions apart from what the library acknowledges', () => {
    const app = new App();
    create(app);
    expect(nagFindings(app, [AwsSolutionsChecks])).toEqual([]);
    expect(nagAcknowledgements(app)).toEqual(acknowledged);
  });
});
