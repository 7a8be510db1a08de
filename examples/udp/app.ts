import { App, Validations } from 'aws-cdk-lib';
import { CollectorStack } from './collector-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new CollectorStack(app, 'Collector');
