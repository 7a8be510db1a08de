import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as fc from 'fast-check';
import { SecretSource } from '../../../src/constructs/secrets/secret-source';
import { SecretUse } from '../../../src/constructs/secrets/secret-use';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const COMPLETE = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf';
const PARTIAL = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db';

function stackIn(app = new App(), id = 'App', env = ENV): Stack {
  return new Stack(app, id, { env });
}

/** Adds the source to a container of a task definition, like a service. */
function inject(stack: Stack, source: SecretSource, use: Partial<SecretUse> = {}): Template {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('nginx'),
    secrets: { VALUE: source._bind(task, { variable: 'VALUE', ...use }) },
  });
  return Template.fromStack(stack);
}

function valueFrom(template: Template): unknown {
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return task.Properties.ContainerDefinitions[0].Secrets[0].ValueFrom;
}

function statements(template: Template): unknown[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

describe('a Secrets Manager secret', () => {
  test('is injected whole by its ARN', () => {
    const stack = stackIn();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', COMPLETE);
    expect(valueFrom(inject(stack, SecretSource.secretsManager(secret)))).toBe(COMPLETE);
  });

  test('can be a JSON key', () => {
    const stack = stackIn();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', COMPLETE);
    expect(valueFrom(inject(stack, SecretSource.secretsManager(secret, { jsonKey: 'password' })))).toBe(`${COMPLETE}:password::`);
  });

  test('can be a version by its stage', () => {
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { versionStage: 'AWSPREVIOUS' })))).toBe(`${COMPLETE}::AWSPREVIOUS:`);
  });

  test('can be the JSON key of a version by its id', () => {
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { jsonKey: 'user', versionId: 'v-1' })))).toBe(`${COMPLETE}:user::v-1`);
  });

  test('can be the JSON key of a secret in the app', () => {
    const stack = stackIn();
    const template = inject(stack, SecretSource.secretsManager(new secretsmanager.Secret(stack, 'Secret'), { jsonKey: 'password' }));
    expect(valueFrom(template)).toEqual({ 'Fn::Join': ['', [{ Ref: expect.stringMatching(/^Secret/) }, ':password::']] });
  });

  test('refuses a version stage together with a version id', () => {
    expect(() => SecretSource.secretsManagerArn(COMPLETE, { versionStage: 'AWSCURRENT', versionId: 'v-1' }))
      .toThrow('versionStage (AWSCURRENT) and versionId (v-1) cannot be combined; remove one of them');
  });

  test.each(['jsonKey', 'versionStage', 'versionId'])('refuses a %s with a colon', option => {
    expect(() => SecretSource.secretsManagerArn(COMPLETE, { [option]: 'a:b' })).toThrow(`${option} ('a:b') must not be empty or contain a colon`);
  });

  test('refuses an empty JSON key', () => {
    expect(() => SecretSource.secretsManagerArn(COMPLETE, { jsonKey: '' })).toThrow("jsonKey ('') must not be empty");
  });

  test('grants its execution role read access to exactly this secret', () => {
    expect(statements(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { jsonKey: 'password' })))).toEqual([
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: COMPLETE },
    ]);
  });

  test('grants its execution role decryption with the given key of an imported secret', () => {
    const stack = stackIn();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k');
    const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', { secretCompleteArn: COMPLETE, encryptionKey });
    expect(statements(inject(stack, SecretSource.secretsManager(secret)))).toContainEqual(
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
    );
  });

  test('accepts the key that its ARN does not contain', () => {
    const stack = stackIn();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k');
    expect(statements(inject(stack, SecretSource.secretsManagerArn(COMPLETE, { encryptionKey })))).toContainEqual(
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
    );
  });

  test('can be in another stack with its key, unlike the aws-ecs grant, which creates a cyclic reference', () => {
    const app = new App();
    const data = stackIn(app, 'Data');
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key') });
    expect(statements(inject(stackIn(app), SecretSource.secretsManager(secret)))).toContainEqual(expect.objectContaining({ Action: 'kms:Decrypt' }));
  });
});

describe('a secret without the suffix of its ARN', () => {
  test('is injected whole by its name', () => {
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerName('prod/db')))).toEqual(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:eu-west-1:111122223333:secret:prod/db']] },
    );
  });

  test('grants read access for any suffix', () => {
    expect(statements(inject(stackIn(), SecretSource.secretsManagerArn(PARTIAL)))).toEqual([
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `${PARTIAL}-??????` },
    ]);
  });

  test.each<[string, (stack: Stack) => SecretSource]>([
    ['partial ARN', () => SecretSource.secretsManagerArn(PARTIAL, { jsonKey: 'password' })],
    ['secret imported by partial ARN', stack => SecretSource.secretsManager(secretsmanager.Secret.fromSecretPartialArn(stack, 'S', PARTIAL), { jsonKey: 'password' })],
    ['secret imported by name', stack => SecretSource.secretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'S', 'prod/db'), { jsonKey: 'password' })],
    ['version of a secret imported by name', stack => SecretSource.secretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'S', 'prod/db'), { versionId: 'v' })],
  ])('refuses a JSON key or version: %s', (_, source) => {
    const stack = stackIn();
    expect(() => inject(stack, source(stack))).toThrow('ECS cannot find a JSON key or version; pass its complete ARN to SecretSource.secretsManagerArn ("aws secretsmanager describe-secret --secret-id prod/db --query ARN" prints it)');
  });

  test('the message contains the construct and the variable', () => {
    expect(() => inject(stackIn(), SecretSource.secretsManagerArn(PARTIAL, { jsonKey: 'password' }))).toThrow(`[App/Task] VALUE: secret '${PARTIAL}'`);
  });

  test('refuses a name that looks like the end of a complete ARN', () => {
    expect(() => inject(stackIn(), SecretSource.secretsManagerName('db-secret'))).toThrow("secret 'db-secret' ends in a hyphen and six characters");
  });

  test('refuses a JSON key of a secret in another Region, whose ARN the CDK creates from the name only', () => {
    const app = new App();
    const secret = new secretsmanager.Secret(stackIn(app, 'Data', { ...ENV, region: 'us-east-1' }), 'Secret', { secretName: 'prod/db' });
    expect(() => inject(stackIn(app), SecretSource.secretsManager(secret, { jsonKey: 'password' }))).toThrow('ECS cannot find a JSON key');
  });

  test('accepts a JSON key of a secret in another Region if the CDK exports its ARN', () => {
    const app = new App();
    const secret = new secretsmanager.Secret(new Stack(app, 'Data', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true }), 'Secret', { secretName: 'prod/db' });
    const stack = new Stack(app, 'App', { env: ENV, crossRegionReferences: true });
    expect(valueFrom(inject(stack, SecretSource.secretsManager(secret, { jsonKey: 'password' })))).toEqual({ 'Fn::Join': ['', [expect.anything(), ':password::']] });
  });

  test('accepts an ARN that is known only at deployment', () => {
    const stack = stackIn();
    const arn = new CfnParameter(stack, 'Arn');
    expect(valueFrom(inject(stack, SecretSource.secretsManagerArn(arn.valueAsString, { jsonKey: 'password' })))).toEqual(
      { 'Fn::Join': ['', [{ Ref: 'Arn' }, ':password::']] },
    );
  });
});

describe('an ARN or name for Secrets Manager', () => {
  test('is refused if it contains a JSON key', () => {
    expect(() => SecretSource.secretsManagerArn(`${COMPLETE}:password::`)).toThrow(`contains a JSON key or a version; use '${COMPLETE}' and set jsonKey`);
  });

  test('is refused if it is an ARN or name of Parameter Store', () => {
    expect(() => SecretSource.secretsManagerArn('arn:aws:ssm:eu-west-1:111122223333:parameter/a')).toThrow('must look like arn:aws:secretsmanager:');
  });

  test('is refused if it is an ARN instead of a name', () => {
    expect(() => SecretSource.secretsManagerName(COMPLETE)).toThrow('for an ARN, use SecretSource.secretsManagerArn');
  });
});

describe('a Parameter Store parameter', () => {
  test('is injected by its ARN', () => {
    const arn = 'arn:aws:ssm:us-east-1:111122223333:parameter/app/key';
    expect(valueFrom(inject(stackIn(), SecretSource.parameterStoreArn(arn)))).toBe(arn);
  });

  test.each(['/app/key', 'app'])('is injected by its name, %s', name => {
    expect(valueFrom(inject(stackIn(), SecretSource.parameterStoreName(name)))).toEqual(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:111122223333:parameter/${name.replace(/^\//, '')}`]] },
    );
  });

  test('grants only the action that ECS calls', () => {
    const arn = 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key';
    expect(statements(inject(stackIn(), SecretSource.parameterStoreArn(arn)))).toEqual([{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: arn }]);
  });

  test('grants its execution role decryption with the given key of an imported parameter', () => {
    const stack = stackIn();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k');
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/app/key', encryptionKey });
    expect(statements(inject(stack, SecretSource.parameterStore(parameter)))).toContainEqual(
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
    );
  });

  test('is refused if it is in another account', () => {
    expect(() => inject(stackIn(), SecretSource.parameterStoreArn('arn:aws:ssm:eu-west-1:999999999999:parameter/a')))
      .toThrow('belongs to account 999999999999, and ECS injects only parameters of the account of the service (111122223333)');
  });

  test('is accepted from any account if the account of the stack is unknown', () => {
    const arn = 'arn:aws:ssm:eu-west-1:999999999999:parameter/a';
    expect(valueFrom(inject(new Stack(), SecretSource.parameterStoreArn(arn)))).toBe(arn);
  });

  test.each(['/app/key:3', '/app/key:label', 'my param', '', '//app/key', '/app//key', '/app/', '/'])("is refused by the name '%s'", name => {
    expect(() => SecretSource.parameterStoreName(name)).toThrow(`parameterName ('${name}') must be 1 to 2048 letters`);
  });

  test.each([
    'arn:aws:ssm:eu-west-1:111122223333:parameter:/app/key',
    'arn:aws:ssm:eu-west-1:111122223333:parameter//app/key',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/app//key',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key:3',
  ])('is refused by the ARN %s', arn => {
    expect(() => SecretSource.parameterStoreArn(arn)).toThrow('with one slash before each part of the name and no version at the end');
  });

  test('is refused if the name is known only at deployment', () => {
    const name = new CfnParameter(stackIn(), 'Name').valueAsString;
    expect(() => SecretSource.parameterStoreName(name)).toThrow('use SecretSource.parameterStore');
  });
});

describe('the platform version', () => {
  const fargate = { compute: 'FARGATE', operatingSystemFamily: 'LINUX' } as const;

  test('refuses a JSON key before the version that supports it', () => {
    expect(() => inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { jsonKey: 'password' }), { ...fargate, platformVersion: '1.3.0' }))
      .toThrow('VALUE: platformVersion 1.3.0 cannot inject a JSON key of a secret (jsonKey); use platform version 1.4.0 or LATEST');
  });

  test('accepts a whole secret on 1.3.0, although old documentation mentions only Parameter Store', () => {
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE), { ...fargate, platformVersion: '1.3.0' }))).toBe(COMPLETE);
  });

  test('accepts a JSON key on the first Windows version, which has separate numbers', () => {
    const use = { compute: 'FARGATE', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', platformVersion: '1.0.0' } as const;
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { jsonKey: 'p' }), use))).toBe(`${COMPLETE}:p::`);
  });

  test('is not checked if the version is unknown', () => {
    expect(valueFrom(inject(stackIn(), SecretSource.secretsManagerArn(COMPLETE, { jsonKey: 'p' }), { ...fargate, platformVersion: 'LATEST' }))).toBe(`${COMPLETE}:p::`);
  });
});

describe('for any name', () => {
  const secretName = fc.stringMatching(/^[A-Za-z0-9/_+=.@-]{1,60}$/);
  const suffix = fc.stringMatching(/^[A-Za-z0-9]{6}$/);
  const jsonKey = fc.string({ minLength: 1 }).filter(key => !key.includes(':') && !key.includes('${Token['));

  test('a reference splits into the ARN, the key and two empty fields', () => {
    fc.assert(fc.property(secretName, suffix, jsonKey, (name, end, key) => {
      const arn = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-${end}`;
      const reference = SecretSource.secretsManagerArn(arn, { jsonKey: key })._bind(new Stack(), { variable: 'VALUE' }).arn;
      expect(reference.split(':').slice(6)).toEqual([`${name}-${end}`, key, '', '']);
    }));
  });

  test('a name is either refused, or granted with a wildcard suffix', () => {
    fc.assert(fc.property(secretName, name => {
      const bind = () => SecretSource.secretsManagerName(name)._bind(new Stack(), { variable: 'VALUE' });
      if (/-[A-Za-z0-9]{6}$/.test(name)) { expect(bind).toThrow('six characters'); } else { expect(bind().arn.endsWith(`:secret:${name}`)).toBe(true); }
    }));
  });

  test('an ARN with additional text after the name is refused', () => {
    fc.assert(fc.property(secretName, fc.stringMatching(/^[a-z:]*$/), (name, tail) => {
      expect(() => SecretSource.secretsManagerArn(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}:${tail}`)).toThrow('secretArn');
    }));
  });

  test('the ARN of a parameter has one slash before the name', () => {
    fc.assert(fc.property(fc.stringMatching(/^\/?[A-Za-z0-9_.-]{1,20}(\/[A-Za-z0-9_.-]{1,20}){0,3}$/), name => {
      const stack = new Stack();
      const arn = JSON.stringify(stack.resolve(SecretSource.parameterStoreName(name)._bind(stack, { variable: 'VALUE' }).arn));
      expect(arn).toContain(`:parameter/${name.replace(/^\//, '')}"`);
    }));
  });

  test('a name with a colon is not a Parameter Store name', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => {
      expect(() => SecretSource.parameterStoreName(`${before}:${after}`)).toThrow('parameterName');
    }));
  });
});
