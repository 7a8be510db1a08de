import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { SecretSource } from './secret-source';
import { SecretHost } from './secret-use';

/** Sources of secrets by the name of the variable. */
export interface SecretSources {
  readonly [variable: string]: SecretSource;
}

/** The secrets of an L2 container, by the name of the variable. */
export function bindSecrets(scope: Construct, sources: SecretSources, host: SecretHost): { [variable: string]: ecs.Secret } {
  return Object.fromEntries(Object.entries(sources).map(([variable, source]) => [variable, source._bind(scope, { ...host, variable })]));
}
