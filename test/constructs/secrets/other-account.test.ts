import { App, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { ContainerService, ContainerServiceProps, EcsCluster, EcsValidator, Profile, SecretSource } from '../../../src';
import { IMAGE } from '../../support/container-service';

const OURS = { account: '111122223333', region: 'eu-west-1' };
const THEIRS = { account: '999999999999', region: 'eu-west-1' };
const THEIR_SECRET = 'arn:aws:secretsmanager:eu-west-1:999999999999:secret:shared-AbCdEf';
const VIA_SECRETS_MANAGER = { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } };

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: { readonly ArnEquals?: unknown; readonly StringEquals?: unknown };
}

interface Reading {
  readonly from?: { readonly account: string; readonly region: string };
  readonly hasKey?: boolean;
  readonly props?: Partial<ContainerServiceProps>;
}

/** A service in one stack that reads a secret in another. */
function reading({ from = THEIRS, hasKey = true, props }: Reading = {}, app: Construct = new App()): { data: Stack; service: Stack } {
  const data = new Stack(app, 'Data', { env: from });
  const encryptionKey = hasKey ? new kms.Key(data, 'Key') : undefined;
  const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey, secretName: 'shared' });
  const service = new Stack(app, 'Service', { env: OURS });
  makeService(service, { secrets: { TOKEN: SecretSource.secretsManager(secret) }, ...props });
  return { data, service };
}

function makeService(stack: Stack, props: Partial<ContainerServiceProps>): void {
  new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }), image: IMAGE, ...props });
}

const rolePolicies = (stack: Stack): Statement[] => [...policies(stack, 'AWS::IAM::Policy'), ...policies(stack, 'AWS::IAM::ManagedPolicy')];
const policies = (stack: Stack, type: string): Statement[] =>
  Object.values(Template.fromStack(stack).findResources(type)).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);

function statement(statements: readonly Statement[], action: string, isOurs = (_: Statement) => true): Statement | undefined {
  return statements.find(each => [each.Action].flat().includes(action) && isOurs(each));
}

/** The statements for the role of the service in the policies of the secret and of its key. */
function resourceStatements(data: Stack): { secret?: Statement; key?: Statement } {
  const template = Template.fromStack(data);
  const [secret] = Object.values(template.findResources('AWS::SecretsManager::ResourcePolicy'));
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  return {
    secret: statement(secret?.Properties.ResourcePolicy.Statement ?? [], 'secretsmanager:GetSecretValue'),
    key: statement(key?.Properties.KeyPolicy.Statement ?? [], 'kms:Decrypt', each => each.Condition?.ArnEquals !== undefined),
  };
}

/** The order in which `cdk deploy --all` deploys the stacks. */
function order(assembly: CloudAssembly): string[] {
  return assembly.stacks.map(stack => stack.id);
}

const ourRole = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, expect.stringMatching(/^:iam::111122223333:role\//)]] };
const ourAccount = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } };

describe('a secret in another account', () => {
  test('allows decryption with its key in the policy of the execution role', () => {
    expect(statement(rolePolicies(reading().service), 'kms:Decrypt')).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:999999999999:key/*']] },
      Condition: VIA_SECRETS_MANAGER,
    });
  });

  test('allows decryption with its key in the key policy too', () => {
    expect(resourceStatements(reading().data).key).toEqual({
      Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: ourAccount, Condition: { ArnEquals: { 'aws:PrincipalArn': [ourRole] }, ...VIA_SECRETS_MANAGER },
    });
  });

  test('allows reading in its own policy, with the role in a condition, because IAM refuses a nonexistent role as a principal', () => {
    expect(resourceStatements(reading().data).secret).toEqual({
      Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', Principal: ourAccount, Condition: { ArnEquals: { 'aws:PrincipalArn': [ourRole] } },
    });
  });

  test('uses the role of the service', () => {
    const { data, service } = reading();
    const names = Object.values(Template.fromStack(service).findResources('AWS::IAM::Role')).map(role => role.Properties.RoleName as string | undefined);
    const named = JSON.stringify(resourceStatements(data).secret?.Condition);
    expect(names.filter(name => name !== undefined && named.includes(`role/${name}"`))).toHaveLength(1);
  });

  test.each<[string, Reading]>([['another account', {}], ['another Region', { from: { ...OURS, region: 'us-east-1' } }]])('in %s is deployed before the service', (_, from) => {
    const app = new App();
    reading(from, app);
    const stacks = order(app.synth());
    expect(stacks.indexOf('Data')).toBeLessThan(stacks.indexOf('Service'));
  });

  test('is refused with the reason if its stack depends on the stack of the service', () => {
    const app = new App();
    const data = new Stack(app, 'Data', { env: THEIRS });
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key'), secretName: 'shared' });
    const service = new Stack(app, 'Service', { env: OURS });
    data.addStackDependency(service);
    expect(() => makeService(service, { secrets: { TOKEN: SecretSource.secretsManager(secret) } })).toThrow('cyclic reference');
  });

  test('leaves the order to the pipeline if it is in another Stage', () => {
    const app = new App();
    const data = new Stack(new Stage(app, 'Platform'), 'Data', { env: THEIRS });
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key'), secretName: 'shared' });
    const service = new Stack(new Stage(app, 'Shop'), 'Service', { env: OURS });
    expect(() => makeService(service, { secrets: { TOKEN: SecretSource.secretsManager(secret) } })).not.toThrow();
  });

  test('can be read in the regulated profile', () => {
    const { data, service } = reading({ props: { profile: Profile.regulated() } });
    expect(statement(rolePolicies(service), 'kms:Decrypt')).toBeDefined();
    expect(resourceStatements(data).secret?.Condition).toEqual({ ArnEquals: { 'aws:PrincipalArn': [ourRole] } });
  });

  test('causes no finding of the validator', () => {
    const app = new App();
    reading({}, app);
    expect(EcsValidator.findings(app)).toEqual([]);
  });

  test('is refused immediately for an execution role without a name, which its policy could not refer to', () => {
    const app = new App();
    const data = new Stack(app, 'Data', { env: THEIRS });
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key'), secretName: 'shared' });
    const service = new Stack(app, 'Service', { env: OURS });
    const executionRole = new iam.Role(service, 'Execution', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(() => makeService(service, { executionRole, secrets: { TOKEN: SecretSource.secretsManager(secret) } })).toThrow(
      "[Service/Api] executionRole ('Service/Execution') needs a name, because the policies of 'Data/Secret' in account 999999999999 refer to it; set roleName of the role");
  });

  test.each(['execution', PhysicalName.GENERATE_IF_NEEDED])('can be read by an execution role with the name %s', roleName => {
    const app = new App();
    const data = new Stack(app, 'Data', { env: THEIRS });
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key'), secretName: 'shared' });
    const service = new Stack(app, 'Service', { env: OURS });
    const executionRole = new iam.Role(service, 'Execution', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), roleName });
    makeService(service, { executionRole, secrets: { TOKEN: SecretSource.secretsManager(secret) } });
    expect(resourceStatements(data).secret?.Condition).toEqual({ ArnEquals: { 'aws:PrincipalArn': [ourRole] } });
  });

  test.each<[string, (stack: Stack) => SecretSource]>([
    ['with its ARN', () => SecretSource.secretsManagerArn(THEIR_SECRET)],
    ['imported', stack => SecretSource.secretsManager(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', THEIR_SECRET))],
  ])('is refused without its key, %s', (_, source) => {
    const stack = new Stack(new App(), 'Service', { env: OURS });
    expect(() => makeService(stack, { secrets: { TOKEN: source(stack) } })).toThrow(
      'belongs to account 999999999999, and a secret can be read from another account only if a customer managed key encrypts it; encrypt it with such a key, and set encryptionKey',
    );
  });

  test('is refused if the app creates it without a key', () => {
    expect(() => reading({ hasKey: false })).toThrow("[Service/Api] TOKEN: secret 'Data/Secret' belongs to account 999999999999");
  });

  test('grants decryption only with the given key', () => {
    const stack = new Stack(new App(), 'Service', { env: OURS });
    const keyArn = 'arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    makeService(stack, { secrets: { TOKEN: SecretSource.secretsManagerArn(THEIR_SECRET, { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn) }) } });
    expect(statement(rolePolicies(stack), 'kms:Decrypt')?.Resource).toBe(keyArn);
  });
});

describe('a secret in another Region of the account', () => {
  const other = { from: { ...OURS, region: 'us-east-1' } };

  test('grants decryption only with keys of that Region', () => {
    expect(statement(rolePolicies(reading(other).service), 'kms:Decrypt')).toEqual(expect.objectContaining({
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:us-east-1:111122223333:key/*']] },
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } },
    }));
  });

  test('does not change its own policy or its key policy, because IAM policies are sufficient', () => {
    expect(resourceStatements(reading(other).data)).toEqual({ secret: undefined, key: undefined });
  });
});

test('a secret in a stack with an unknown account counts as one in the same account', () => {
  const app = new App();
  const data = new Stack(app, 'Data');
  const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key', { alias: 'shared' }) });
  const service = new Stack(app, 'Service');
  makeService(service, { secrets: { TOKEN: SecretSource.secretsManager(secret) } });
  expect(statement(rolePolicies(service), 'kms:Decrypt')).toEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': expect.any(String) } });
});
