import { App, Stack } from 'aws-cdk-lib';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';

type Environment = { readonly account: string; readonly region: string } | undefined;

export const ENVIRONMENTS: readonly (readonly [string, Environment])[] = [
  ['in any account', undefined],
  ['in a known account', { account: '111122223333', region: 'eu-west-1' }],
  ['in China', { account: '111122223333', region: 'cn-north-1' }],
];

export interface Place {
  readonly stack: Stack;
  /** Another stack, created when it is first used. */
  readonly shared: Stack;
}

/** The findings of the rules for roles and permissions in an app. */
export function permissionsMissing(env: Environment, build: (place: Place) => void, prepare: (app: App) => void = () => {}): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  prepare(app);
  let shared: Stack | undefined;
  build({ stack: new Stack(app, 'Web', { env }), get shared() { return shared ??= new Stack(app, 'Shared', { env }); } });
  const sources = app.synth().stacks.map(({ templateFile, stackName, template }) => (
    { name: templateFile, stackName, template: template as RawTemplate, ...env }));
  return [...new Set(validate(sources).map(({ rule }) => rule.id))].filter(id => /permission|access|key|trust|role|fault/.test(id)).sort();
}
