import { App, Validations } from 'aws-cdk-lib';
import { IntranetStack } from './intranet-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

new IntranetStack(app, 'Intranet');
