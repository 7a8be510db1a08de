import { App, Validations } from 'aws-cdk-lib';
import { addMistakes } from './mistakes';
import { PlatformStack } from './platform-stack';
import { ShopStack } from './shop-stack';
import { EcsValidator } from '../../src';

const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));

const { cluster } = new PlatformStack(app, 'Platform');
const shop = new ShopStack(app, 'Shop', { cluster, image: app.node.tryGetContext('image'), large: app.node.tryGetContext('large') === 'true' });

if (app.node.tryGetContext('mistakes') === 'true') { addMistakes(shop.api); }
