import { App, Validations } from 'aws-cdk-lib';
import { ReindexStack } from './reindex-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new ReindexStack(app, 'Search', { env: { region: 'eu-west-1' } });
