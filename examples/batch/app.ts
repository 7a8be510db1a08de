import { App, Validations } from 'aws-cdk-lib';
import { ThumbnailsStack } from './thumbnails-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new ThumbnailsStack(app, 'Thumbnails', { env: { region: 'eu-west-1' } });
