import { App, Validations } from 'aws-cdk-lib';
import { addMistakes } from './mistakes';
import { WebStack } from './web-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

const web = new WebStack(app, 'Web', { env: { region: 'eu-west-1' } });

if (app.node.tryGetContext('mistakes') === 'true') { addMistakes(web.shop); }
