import { App, Validations } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

// access logs of a load balancer need a known Region
new OrdersStack(app, 'Orders', { env: { region: 'eu-west-1' } });
