import { App, Validations } from 'aws-cdk-lib';
import { ReportsStack } from './reports-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new ReportsStack(app, 'Reports');
