import { App, Validations } from 'aws-cdk-lib';
import { AgentsStack } from './agents-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new AgentsStack(app, 'Platform', { env: { region: 'eu-west-1' } });
