import { App, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { addMistakes } from './mistakes';
import { ReportStack } from './report-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

const hasMistakes = app.node.tryGetContext('mistakes') === 'true';
// platform version 1.3.0 cannot mount file systems
const report = new ReportStack(app, 'Report', { platformVersion: hasMistakes ? ecs.FargatePlatformVersion.VERSION1_3 : undefined });

if (hasMistakes) { addMistakes(report); }
