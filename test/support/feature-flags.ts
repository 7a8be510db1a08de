import { readFileSync } from 'fs';

/** The feature flags that `cdk init` writes into cdk.json for the installed aws-cdk-lib. */
export function recommendedFeatureFlags(): Record<string, unknown> {
  return JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;
}
