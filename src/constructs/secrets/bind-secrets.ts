import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { SecretSource } from './secret-source';
import { SecretUse } from './secret-use';

/** What `secrets` of an L2 container takes, made of sources by variable. */
export function bindSecrets(scope: Construct, sources: { readonly [variable: string]: SecretSource }, task: Omit<SecretUse, 'variable'>): { [variable: string]: ecs.Secret } {
  const { compute, operatingSystemFamily, platformVersion } = task;
  return Object.fromEntries(Object.entries(sources).map(([variable, source]) =>
    [variable, source._bind(scope, { variable, compute, operatingSystemFamily, platformVersion })]));
}
