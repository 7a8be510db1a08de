import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { SecretSource } from '../../../src/constructs/secrets/secret-source';
import { SECRET_REFERENCE } from '../../../src/facts/secrets-format';
import { validate } from '../../../src/validation/engine/validate';
import { sourceIn, applyChange } from '../../../src/validation/scenes/scenes';

const SCENE = 'a Fargate service in a known Region';
const ENV = { account: '111122223333', region: 'eu-west-1' };

/** Whether the rule for references reports a reference. */
function isReported(ValueFrom: unknown): boolean {
  const resources = applyChange(SCENE, { Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'VALUE', ValueFrom }] } } } });
  return validate([sourceIn(SCENE, resources)]).some(({ rule }) => rule.id === 'secret-reference');
}

/** The rendered reference of a source, or undefined if it is refused. */
function rendered(make: () => SecretSource): unknown {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  try {
    return stack.resolve(make()._bind(stack, { variable: 'VALUE' }).arn);
  } catch {
    return undefined;
  }
}

const character = fc.constantFrom('a', 'B', '7', '/', '-', '_', '.', ':', ' ', '+', '!');
const text = fc.string({ unit: character, maxLength: 24 });
const part = fc.option(fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '/'), minLength: 1, maxLength: 8 }), { nil: undefined });

test('the rule accepts each parameter name that the constructs accept, and reports each one that they refuse', () => {
  fc.assert(fc.property(text, name => {
    const made = rendered(() => SecretSource.parameterStoreName(name));
    expect(isReported(made ?? name)).toBe(made === undefined);
  }));
});

test('the same applies to the ARN of a parameter', () => {
  fc.assert(fc.property(text, fc.constantFrom('111122223333', '999999999999'), (name, account) => {
    const arn = `arn:aws:ssm:eu-west-1:${account}:parameter/${name}`;
    const made = rendered(() => SecretSource.parameterStoreArn(arn));
    expect(isReported(made ?? arn)).toBe(made === undefined);
  }));
});

test('the rule accepts each secret reference that the constructs render', () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9/_+=.@!-]{1,20}$/), part, part, part, (name, jsonKey, versionStage, versionId) => {
    const made = rendered(() => SecretSource.secretsManagerArn(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`, { jsonKey, versionStage, versionId }));
    expect([made === undefined, made !== undefined && isReported(made)]).toEqual([versionStage !== undefined && versionId !== undefined, false]);
  }));
});

test('the rule reports each secret ARN that the constructs refuse, unless it has additional fields', () => {
  const withoutStageAndId = text.filter(name => name.split(':').slice(2).filter(field => field !== '').length < 2);
  fc.assert(fc.property(fc.constantFrom('secret:', ''), withoutStageAndId, (kind, name) => {
    const arn = `arn:aws:secretsmanager:eu-west-1:111122223333:${kind}${name}`;
    const isTaken = SECRET_REFERENCE.test(arn) || rendered(() => SecretSource.secretsManagerArn(arn)) !== undefined;
    expect(isReported(arn)).toBe(!isTaken);
  }));
});
