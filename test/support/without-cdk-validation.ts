import { dirname, relative } from 'path';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';

/** The state that the CDK keeps of its validation. */
interface Singleton {
  _singletonInstance: () => object;
}

/** Tests of what the CDK reports, or of apps in which its findings are errors (the feature flag `validateAgainstDefaultRules`). */
const WITH_VALIDATION = [
  'constructs/service/cdk-warnings', 'constructs/service/database-port', 'validation/acknowledgements', 'validation/ecs-validator',
];

/*
 * The CDK validates the templates of each synthesis. Without the feature flag it only prints its findings, so that no test would fail.
 * Other tests check our own findings or single properties, and run without it. EcsValidator stays enabled.
 */
const path = relative(dirname(__dirname), expect.getState().testPath!);
if (!WITH_VALIDATION.some(name => path === `${name}.test.ts`)) {
  (CloudFormationValidatePlugin as unknown as Singleton)._singletonInstance = () => ({
    name: 'None', validate: () => ({ success: true, violations: [] }),
  });
}
