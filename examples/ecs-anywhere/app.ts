import { App, Validations } from 'aws-cdk-lib';
import { TillsStack } from './tills-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new TillsStack(app, 'Tills');
