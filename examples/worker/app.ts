import { App, Validations } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new OrdersStack(app, 'Orders');
