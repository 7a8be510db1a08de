import { App, Validations } from 'aws-cdk-lib';
import { ApiStack } from './api-stack';
import { EdgeStack } from './edge-stack';
import { addMistakes } from './mistakes';
import { OrdersStack } from './orders-stack';
import { StorefrontStack } from './storefront-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

const env = { region: 'eu-west-1' };
const edge = new EdgeStack(app, 'Edge', { env });
const { orders } = new OrdersStack(app, 'Orders', { env, edge });
const { api } = new ApiStack(app, 'Api', { env, edge });
new StorefrontStack(app, 'Storefront', { env, edge });

if (app.node.tryGetContext('mistakes') === 'true') { addMistakes(orders, api); }
