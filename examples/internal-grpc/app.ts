import { App, Validations } from 'aws-cdk-lib';
import { QuotesStack } from './quotes-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

// only the Region, which access logs need; without an account, nothing is looked up
new QuotesStack(app, 'Quotes', {
  env: { region: 'eu-west-1' },
  certificateArn: app.node.tryGetContext('certificateArn') ?? 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666',
});
