import { App, Validations } from 'aws-cdk-lib';
import { BrokerStack } from './broker-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

// access logs of a load balancer need a known Region
new BrokerStack(app, 'Broker', { env: { region: 'eu-west-1' } });
