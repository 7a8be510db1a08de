import { dirname, relative } from 'path';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';

/** The state that the CDK keeps of its validation. */
interface Singleton {
  _singletonInstance: () => object;
}

/** Tests of the output of the CDK, or of each kind of template. */
const WITH_VALIDATION = [
  'constructs/deployment/deployment', 'constructs/load-balancing/exposure', 'constructs/network/service-connect', 'constructs/profile/regulated-everywhere',
  'constructs/service/across-stacks', 'constructs/service/adoption', 'constructs/service/cdk-warnings', 'constructs/service/container-service',
  'constructs/service/database-port', 'constructs/service/nag', 'constructs/service/regulated', 'constructs/service/validated',
  'examples-nag', 'guides', 'validation/acknowledgements', 'validation/ecs-validator', 'validation/staged-stacks',
];

/*
 * The CDK validates the templates of each synthesis with an engine that takes seconds to load.
 * Other tests check our own findings or single properties, and run without it. EcsValidator stays enabled.
 */
const path = relative(dirname(__dirname), expect.getState().testPath!);
if (!WITH_VALIDATION.some(name => path === `${name}.test.ts`)) {
  (CloudFormationValidatePlugin as unknown as Singleton)._singletonInstance = () => ({
    name: 'None', validate: () => ({ success: true, violations: [] }),
  });
}
