import { App, Validations } from 'aws-cdk-lib';
import { InferenceStack } from './inference-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new InferenceStack(app, 'Inference');
