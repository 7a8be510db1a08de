import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { nagAcknowledgements, nagFindings } from './support/nag';
import { CatalogueStack } from '../examples/codedeploy-alb/catalogue-stack';
import { BrokerStack } from '../examples/codedeploy-nlb/broker-stack';
import { PricesStack } from '../examples/external-controller/prices-stack';
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
  ['codedeploy-alb', app => { new CatalogueStack(app, 'Catalogue', { env }); }, [
    'AwsSolutions-IAM5[Resource::*] at Catalogue/Api/DeploymentPolicy',
    'AwsSolutions-IAM5[Resource::*] at Catalogue/SmokeTest/Role',
    'AwsSolutions-S1 at Catalogue/Api/AccessLogs',
  ]],
  ['codedeploy-nlb', app => { new BrokerStack(app, 'Broker', { env }); }, [
    'AwsSolutions-EC23 at Broker/Broker/LB/SecurityGroup', 'AwsSolutions-IAM5[Resource::*] at Broker/Broker/DeploymentPolicy', 'AwsSolutions-S1 at Broker/Broker/AccessLogs',
  ]],
  ['external-controller', app => { new PricesStack(app, 'Prices', { env }); }, ['AwsSolutions-S1 at Prices/Api/AccessLogs']],
];

describe.each(EXAMPLES)('examples/%s', (_, create, acknowledged) => {
  test('draws nothing from AwsSolutions apart from what the library acknowledges', () => {
    const app = new App();
    create(app);
    expect(nagFindings(app, [AwsSolutionsChecks])).toEqual([]);
    expect(nagAcknowledgements(app)).toEqual(acknowledged);
  });
});
