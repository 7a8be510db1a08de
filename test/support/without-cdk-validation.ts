import { dirname, relative } from 'path';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';

/** What the CDK keeps of its validation. */
interface Singleton {
  _singletonInstance: () => object;
}

/** Tests of constructs that are about what the CDK says, or that hold each kind of template. */
const WITH_VALIDATION = [
  'deployment/deployment', 'load-balancing/exposure', 'network/service-connect', 'profile/regulated-everywhere',
  'service/across-stacks', 'service/adoption', 'service/cdk-warnings', 'service/container-service', 'service/database-port', 'service/nag',
  'service/regulated', 'service/validated',
];

/*
 * The CDK validates the templates of each synthesis with an engine that takes five sixths of the time of such a test.
 * The other tests of constructs ask for single properties, and do without it. EcsValidator stays on.
 */
const path = relative(`${dirname(__dirname)}/constructs`, expect.getState().testPath!);
if (!path.startsWith('..') && !WITH_VALIDATION.some(name => path === `${name}.test.ts`)) {
  (CloudFormationValidatePlugin as unknown as Singleton)._singletonInstance = () => ({
    name: 'None', validate: () => ({ success: true, violations: [] }),
  });
}
