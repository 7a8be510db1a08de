import { App, Validations } from 'aws-cdk-lib';
import { SearchIndexStack } from './search-index-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new SearchIndexStack(app, 'SearchIndex');
