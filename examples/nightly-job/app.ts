import { App, Validations } from 'aws-cdk-lib';
import { BillingStack } from './billing-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new BillingStack(app, 'Billing', { env: { region: 'eu-west-1' } });
