import { runInNewContext } from 'vm';
import { ACTIVATION_CODE } from '../../../src/constructs/capacity/external/activation-code';

const CODE = 'the-activation-code';
const ID = '11111111-2222-3333-4444-555555555555';
const PROPERTIES = {
  IamRole: 'servers', Description: 'External instances of Shop', DefaultInstanceName: 'till', RegistrationLimit: '3', ExpiresAfterSeconds: '3600', SecretId: 'arn:secret',
};
const NOW = Date.UTC(2026, 10, 30, 12);

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

interface Outcome {
  readonly calls: readonly Call[];
  readonly response: Record<string, unknown>;
  readonly output: readonly string[];
}

interface Conditions {
  /** How often Systems Manager does not know the role yet. */
  readonly unknownRole?: number;
  /** The milliseconds after which Lambda ends the call. */
  readonly remaining?: number;
}

/** Runs the function. `failures` has the error that a call throws, by its name. */
async function run(event: object, failures: Readonly<Record<string, string>> = {}, conditions: Conditions = {}): Promise<Outcome> {
  const { unknownRole = 0, remaining = 180_000 } = conditions;
  let time = remaining;
  const calls: Call[] = [];
  const output: string[] = [];
  let response: Record<string, unknown> = {};
  const send = (command: { readonly constructor: { readonly name: string }; readonly input: Record<string, unknown> }) => {
    const name = command.constructor.name.replace('Command', '');
    calls.push({ name, input: command.input });
    if (name === 'CreateActivation' && calls.length <= unknownRole) {
      return Promise.reject(Object.assign(new Error('Nonexistent role or missing ssm service principal in trust policy: arn'), { name: 'ValidationException' }));
    }
    // AWS quotes the value in some errors
    if (failures[name]) { return Promise.reject(Object.assign(new Error(`Value '${JSON.stringify(command.input)}' failed ${CODE}`), { name: failures[name] })); }
    return Promise.resolve(name === 'CreateActivation' ? { ActivationId: ID, ActivationCode: CODE } : {});
  };
  class Client { public send(command: never) { return send(command); } }
  class Command { public constructor(public readonly input: Record<string, unknown>) {} }
  class CreateActivationCommand extends Command {}
  class DeleteActivationCommand extends Command {}
  class PutSecretValueCommand extends Command {}
  class FixedDate extends Date { public static now() { return NOW; } }
  const modules: Readonly<Record<string, object>> = {
    '@aws-sdk/client-ssm': { SSMClient: Client, CreateActivationCommand, DeleteActivationCommand },
    '@aws-sdk/client-secrets-manager': { SecretsManagerClient: Client, PutSecretValueCommand },
  };
  const exported: { handler?: (event: object, context: object) => Promise<void> } = {};
  runInNewContext(ACTIVATION_CODE, {
    require: (name: string) => modules[name],
    exports: exported,
    console: { log: (...texts: unknown[]) => output.push(texts.join(' ')) },
    Date: FixedDate,
    setTimeout: (resume: () => void, milliseconds: number) => {
      time -= milliseconds;
      resume();
    },
    fetch: (_: string, { body }: { readonly body: string }) => {
      response = JSON.parse(body) as Record<string, unknown>;
      return Promise.resolve({ ok: true, status: 200 });
    },
  });
  const request = { ResponseURL: 'https://cloudformation', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Activation', ...event };
  await exported.handler?.(request, { getRemainingTimeInMillis: () => time });
  return { calls, response, output };
}

const create = { RequestType: 'Create', ResourceProperties: PROPERTIES };
const update = { RequestType: 'Update', PhysicalResourceId: 'previous-id', ResourceProperties: PROPERTIES };
const remove = { RequestType: 'Delete', PhysicalResourceId: ID, ResourceProperties: PROPERTIES };

test('the code fits into a template', () => {
  expect(ACTIVATION_CODE.length).toBeLessThan(4096);
});

test.each([['create', create], ['update', update]])('%s makes an activation with the settings, and stores its code in the secret', async (_, event) => {
  const { calls, response } = await run(event);
  expect(calls.map(({ name }) => name)).toEqual(['CreateActivation', 'PutSecretValue']);
  const [activation, secret] = calls.map(({ input }) => input);
  expect({ ...activation, ExpirationDate: (activation.ExpirationDate as Date).toISOString() }).toEqual({
    IamRole: 'servers', Description: 'External instances of Shop', DefaultInstanceName: 'till', RegistrationLimit: 3, ExpirationDate: '2026-11-30T13:00:00.000Z',
  });
  expect(secret.SecretId).toBe('arn:secret');
  expect(JSON.parse(secret.SecretString as string)).toEqual({ activationId: ID, activationCode: CODE, expires: '2026-11-30T13:00:00.000Z' });
  expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ID, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Activation' });
});

test('after an update the physical id is another one, so that CloudFormation deletes the previous activation', async () => {
  const { response } = await run(update);
  expect(response.PhysicalResourceId).not.toBe(update.PhysicalResourceId);
});

test('delete removes the activation', async () => {
  const { calls, response } = await run(remove);
  expect(calls).toEqual([{ name: 'DeleteActivation', input: { ActivationId: ID } }]);
  expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ID });
});

test.each(['InvalidActivation', 'InvalidActivationId'])('an activation that is gone (%s) is deleted', async name => {
  const { response } = await run(remove, { DeleteActivation: name });
  expect(response.Status).toBe('SUCCESS');
});

test('the deletion of a resource that was never created calls nothing', async () => {
  const { calls, response } = await run({ ...remove, PhysicalResourceId: 'no-activation' });
  expect(calls).toEqual([]);
  expect(response.Status).toBe('SUCCESS');
});

describe('a role that Systems Manager does not know yet', () => {
  test('is tried again', async () => {
    const { calls, response } = await run(create, {}, { unknownRole: 3 });
    expect(calls.map(({ name }) => name)).toEqual(['CreateActivation', 'CreateActivation', 'CreateActivation', 'CreateActivation', 'PutSecretValue']);
    expect(response.Status).toBe('SUCCESS');
  });

  test('fails before Lambda ends the call', async () => {
    const { calls, response } = await run(create, {}, { unknownRole: 99, remaining: 40_000 });
    expect(calls).toHaveLength(5);
    expect(response).toMatchObject({ Status: 'FAILED', Reason: 'CreateActivation failed: ValidationException' });
  });
});

describe('failures', () => {
  test('of the activation are reported, and nothing is stored', async () => {
    const { calls, response } = await run(create, { CreateActivation: 'AccessDeniedException' });
    expect(calls.map(({ name }) => name)).toEqual(['CreateActivation']);
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'no-activation', Reason: 'CreateActivation failed: AccessDeniedException' });
  });

  test('of the secret delete the new activation, and an update keeps the previous one', async () => {
    const { calls, response } = await run(update, { PutSecretValue: 'AccessDeniedException' });
    expect(calls.map(({ name }) => name)).toEqual(['CreateActivation', 'PutSecretValue', 'DeleteActivation']);
    expect(calls[2].input).toEqual({ ActivationId: ID });
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'previous-id', Reason: 'PutSecretValue failed: AccessDeniedException' });
  });

  test('of the deletion are reported', async () => {
    const { response } = await run(remove, { DeleteActivation: 'InternalServerError' });
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ID, Reason: 'DeleteActivation failed: InternalServerError' });
  });
});

test.each([
  ['create', create, {}],
  ['a failed activation', create, { CreateActivation: 'ValidationException' }],
  ['a failed secret', create, { PutSecretValue: 'ValidationException' }],
  ['a failed secret whose activation cannot be deleted', update, { PutSecretValue: 'ValidationException', DeleteActivation: 'InternalServerError' }],
  ['delete', remove, {}],
  ['a failed deletion', remove, { DeleteActivation: 'InternalServerError' }],
])('the code is neither in the log nor in the response: %s', async (_, event, failures) => {
  const { output, response } = await run(event, failures);
  expect(`${output.join()} ${JSON.stringify(response)}`).not.toContain(CODE);
  expect(Object.keys(response)).not.toContain('Data');
});
