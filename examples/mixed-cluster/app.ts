import { App, Validations } from 'aws-cdk-lib';
import { ShopStack } from './shop-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new ShopStack(app, 'Shop');
