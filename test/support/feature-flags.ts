import { readFileSync } from 'fs';
import { join } from 'path';

const CLI = join(__dirname, '../../node_modules/aws-cdk');

/** The feature flags that the installed command line writes into cdk.json with `cdk init`. */
export function recommendedFeatureFlags(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(CLI, 'lib/init-templates/.recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;
}
