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
  /** The error with which the call ends, so that Lambda calls the function again. */
  readonly error?: string;
}

interface Conditions {
  /** How often Systems Manager does not know the role yet. */
  readonly unknownRole?: number;
  /** The milliseconds after which Lambda ends the call. */
  readonly remaining?: number;
  /** How often the response does not reach CloudFormation: without a connection first, and then with an error of the server. */
  readonly lostResponses?: number;
}

/** Runs the function. `failures` has the error that a call throws, by its name. */
async function run(event: object, failures: Readonly<Record<string, string>> = {}, conditions: Conditions = {}): Promise<Outcome> {
  const { unknownRole = 0, remaining = 180_000, lostResponses = 0 } = conditions;
  let time = remaining;
  const calls: Call[] = [];
  const output: string[] = [];
  let response: Record<string, unknown> = {};
  let responses = 0;
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
    AbortSignal,
    fetch: (_: string, { body }: { readonly body: string }) => {
      responses++;
      if (responses === 1 && lostResponses > 0) { return Promise.reject(new TypeError('fetch failed')); }
      if (responses <= lostResponses) { return Promise.resolve({ ok: false, status: 503 }); }
      response = JSON.parse(body) as Record<string, unknown>;
      return Promise.resolve({ ok: true, status: 200 });
    },
  });
  const request = { ResponseURL: 'https://cloudformation', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Activation', ...event };
  const error = await exported.handler?.(request, { getRemainingTimeInMillis: () => time }).then(() => undefined, (thrown: Error) => thrown.message);
  return { calls, response, output, error };
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

test('the deletion of an id that CloudFormation made up calls nothing, so that it does not block the rollback', async () => {
  const { calls, response } = await run({ ...remove, PhysicalResourceId: 'Shop-ServersActivation-1ABCDEF' }, { DeleteActivation: 'ValidationException' });
  expect(calls).toEqual([]);
  expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Shop-ServersActivation-1ABCDEF' });
});

describe('a response that does not reach CloudFormation', () => {
  test.each([['create', create], ['update', update]])('is sent again: %s', async (_, event) => {
    const { calls, response, error } = await run(event, {}, { lostResponses: 3 });
    expect(calls.map(({ name }) => name)).toEqual(['CreateActivation', 'PutSecretValue']);
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ID });
    expect(error).toBeUndefined();
  });

  test.each([['create', create], ['update', update]])('deletes the new activation in the end, and sends no failure: %s', async (_, event) => {
    const { calls, response, error } = await run(event, {}, { lostResponses: 4 });
    expect(calls.map(({ name }) => name)).toEqual(['CreateActivation', 'PutSecretValue', 'DeleteActivation']);
    expect(calls[2].input).toEqual({ ActivationId: ID });
    expect(response).toEqual({});
    expect(error).toBe('CloudFormation answered 503');
  });

  test('names the activation that could not be deleted in the log', async () => {
    const { output, error } = await run(create, { DeleteActivation: 'InternalServerError' }, { lostResponses: 4 });
    expect(output).toEqual([`the activation ${ID} remains: DeleteActivation failed: InternalServerError`]);
    expect(error).toBe('CloudFormation answered 503');
  });

  test('of a deletion ends the call with the error', async () => {
    expect((await run(remove, {}, { lostResponses: 4 })).error).toBe('CloudFormation answered 503');
  });
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

  test.each([['create', create, ID], ['update', update, 'previous-id']])('of the secret are the reason also if the new activation cannot be deleted: %s', async (_, event, id) => {
    const { response } = await run(event, { PutSecretValue: 'AccessDeniedException', DeleteActivation: 'InternalServerError' });
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: id });
    expect(response.Reason).toBe(`PutSecretValue failed: AccessDeniedException; the activation ${ID} remains: DeleteActivation failed: InternalServerError`);
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
