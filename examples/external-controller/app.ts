import { App, Validations } from 'aws-cdk-lib';
import { PricesStack } from './prices-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

// access logs of a load balancer need a known Region
new PricesStack(app, 'Prices', { env: { region: 'eu-west-1' } });
