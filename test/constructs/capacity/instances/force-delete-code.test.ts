import { runInNewContext } from 'vm';
import { FORCE_DELETE_CODE } from '../../../../src/constructs/capacity/instances/force-delete-code';

const GROUP = 'Shop-Gpu-1';
const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';
const SECONDS_OF_A_CALL = 900;

interface Provider {
  readonly name: string;
  readonly status: string;
  readonly updateStatus?: string;
  readonly autoScalingGroupProvider?: { readonly autoScalingGroupArn: string };
}

/** What AWS has before the request, and how it answers. */
interface Aws {
  /** The instances of the groups. A protected instance is not different for a forced deletion. */
  groups?: Record<string, readonly string[]>;
  /** The seconds from the request to the end of the deletion. */
  deletionSeconds?: number;
  /** Errors of DeleteAutoScalingGroup, one for each call until the list is empty. */
  errors?: readonly Error[];
  providers?: readonly (readonly Provider[])[];
  /** The EC2 instances that ECS still knows after they are terminated. */
  registered?: readonly string[];
  deregisterError?: Error;
  /** Errors of the calls that read, by the name of the call, one for each call until the list is empty. */
  readErrors?: Readonly<Record<string, readonly Error[]>>;
  /** The status codes of the responses of CloudFormation. */
  responseStatus?: number;
  /** How many responses do not reach CloudFormation. */
  lostResponses?: number;
}

interface Response { readonly Status: string; readonly Reason: string; readonly PhysicalResourceId: string; readonly LogicalResourceId: string }

interface Outcome {
  readonly response: Response;
  readonly calls: readonly string[];
  readonly log: readonly string[];
  readonly seconds: number;
  readonly deregistered: readonly string[];
}

function named(name: string, message = ''): Error { return Object.assign(new Error(message), { name }); }

function provider(group: string, rest: Partial<Provider> = {}): Provider {
  const autoScalingGroupArn = `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:5f:autoScalingGroupName/${group}`;
  return { name: 'GpuProvider', status: 'ACTIVE', autoScalingGroupProvider: { autoScalingGroupArn }, ...rest };
}

/** Auto Scaling and ECS, with a clock that a pause of the function advances. */
class FakeAws {
  public seconds = 0;
  public readonly calls: string[] = [];
  public readonly deregistered: string[] = [];
  public readonly commands: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    DescribeAutoScalingGroups: ({ AutoScalingGroupNames: [name] = [] }: { AutoScalingGroupNames?: string[] }) => {
      const instances = (this.aws.groups ?? { [GROUP]: ['i-1', 'i-2'] })[name];
      const since = this.deletedAt.get(name);
      if (!instances || since !== undefined && this.seconds - since >= (this.aws.deletionSeconds ?? 60)) { return { AutoScalingGroups: [] }; }
      return { AutoScalingGroups: [{ Status: since === undefined ? undefined : 'Delete in progress', Instances: instances.map(InstanceId => ({ InstanceId })) }] };
    },
    DeleteAutoScalingGroup: ({ AutoScalingGroupName, ForceDelete }: { AutoScalingGroupName?: string; ForceDelete?: boolean }) => {
      this.calls.push(`delete ${AutoScalingGroupName}${ForceDelete ? ' by force' : ''}`);
      const error = this.errors.shift();
      if (error) { throw error; }
      this.deletedAt.set(AutoScalingGroupName!, this.seconds);
    },
    DescribeCapacityProviders: ({ nextToken = '0' }: { nextToken?: string }) => {
      const pages = this.aws.providers ?? [[]];
      const next = Number(nextToken) + 1;
      return { capacityProviders: pages[Number(nextToken)], nextToken: next < pages.length ? String(next) : undefined };
    },
    ListContainerInstances: ({ cluster, filter }: { cluster?: string; filter?: string }) => {
      this.calls.push(`list ${cluster}`);
      const [, ids] = /^ec2InstanceId in \[(.+)\]$/.exec(filter!)!;
      return { containerInstanceArns: ids.split(', ').filter(id => this.aws.registered?.includes(id)).map(id => `container-instance/${id}`) };
    },
    DeregisterContainerInstance: ({ containerInstance, force }: { containerInstance?: string; force?: boolean }) => {
      if (this.aws.deregisterError) { throw this.aws.deregisterError; }
      if (force) { this.deregistered.push(containerInstance!); }
    },
  };

  private readonly deletedAt = new Map<string, number>();
  private readonly errors: Error[];
  private readonly reads: Record<string, number> = {};

  public constructor(private readonly aws: Aws) { this.errors = [...aws.errors ?? []]; }

  public nextReadError(name: string): Error | undefined {
    this.reads[name] = (this.reads[name] ?? 0) + 1;
    return this.aws.readErrors?.[name]?.[this.reads[name] - 1];
  }
}

/** A module of the SDK: a client, and a class for each command. */
function sdk(client: string, fake: FakeAws): object {
  const commands = Object.entries(fake.commands).map(([name, run]) => [`${name}Command`, class {
    public constructor(private readonly input: Record<string, unknown>) {}
    public run() {
      const error = fake.nextReadError(name);
      if (error) { throw error; }
      return run(this.input);
    }
  }]);
  return {
    ...Object.fromEntries(commands) as object,
    [client]: class { public send = async (command: { run(): unknown }) => Promise.resolve(command.run()); },
  };
}

async function request(event: Record<string, unknown>, aws: Aws = {}): Promise<Outcome> {
  const fake = new FakeAws(aws);
  const log: string[] = [];
  const responses: Response[] = [];
  let lost = aws.lostResponses ?? 0;
  const modules: Record<string, object> = { '@aws-sdk/client-auto-scaling': sdk('AutoScalingClient', fake), '@aws-sdk/client-ecs': sdk('ECSClient', fake) };
  const globals = {
    exports: {} as { handler(given: unknown, context: unknown): Promise<void> },
    require: (name: string) => modules[name],
    console: { log: (text: string) => { log.push(text); } },
    setTimeout: (done: () => void, milliseconds: number) => { fake.seconds += milliseconds / 1000; done(); },
    AbortSignal,
    fetch: async (url: string, { method, headers, body }: { method: string; headers: object; body: string }) => {
      expect({ url, method, headers }).toEqual({ url: 'https://example.com/response', method: 'PUT', headers: { 'content-type': '' } });
      if (lost-- > 0) { throw new TypeError('fetch failed'); }
      responses.push(JSON.parse(body) as Response);
      const status = aws.responseStatus ?? 200;
      return Promise.resolve({ ok: status < 400, status });
    },
  };
  runInNewContext(FORCE_DELETE_CODE, globals);
  const given = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'GpuForceDelete', ResponseURL: 'https://example.com/response', ...event };
  await globals.exports.handler(given, { getRemainingTimeInMillis: () => (SECONDS_OF_A_CALL - fake.seconds) * 1000 });
  return { response: responses[0], calls: fake.calls, log, seconds: fake.seconds, deregistered: fake.deregistered };
}

const properties = (group = GROUP) => ({ AutoScalingGroupName: group, Cluster: CLUSTER });
const created = (group?: string) => ({ RequestType: 'Create', ResourceProperties: properties(group) });
const updated = (group: string) => ({ RequestType: 'Update', PhysicalResourceId: GROUP, ResourceProperties: properties(group) });
const deleted = (group = GROUP) => ({ RequestType: 'Delete', PhysicalResourceId: group, ResourceProperties: properties('Shop-Gpu-2') });

test('its code fits the size limit of a template', () => { expect(FORCE_DELETE_CODE.length).toBeLessThan(4096); });

describe('when the group is created or updated', () => {
  test('the physical id is the name of the group, and nothing is called', async () => {
    const { response, calls } = await request(created());
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: GROUP, LogicalResourceId: 'GpuForceDelete' });
    expect(calls).toEqual([]);
  });

  test('another name is another physical id, so that CloudFormation deletes the old one later', async () => {
    const { response, calls } = await request(updated('Shop-Gpu-2'));
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Shop-Gpu-2' });
    expect(calls).toEqual([]);
  });

  test('the same name keeps the physical id', async () => {
    expect((await request(updated(GROUP))).response.PhysicalResourceId).toBe(GROUP);
  });
});

describe('when the group is deleted', () => {
  test('it is deleted by force once, and CloudFormation gets the response when it is gone', async () => {
    const { response, calls, seconds } = await request(deleted(), { deletionSeconds: 180 });
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: GROUP });
    expect(calls.filter(call => call.startsWith('delete'))).toEqual([`delete ${GROUP} by force`]);
    expect(seconds).toBeGreaterThanOrEqual(180);
  });

  test('after a replacement, the old group is deleted and not the new one', async () => {
    const { calls } = await request(deleted('Shop-Gpu-1'), { groups: { 'Shop-Gpu-1': ['i-1'], 'Shop-Gpu-2': ['i-2'] } });
    expect(calls[0]).toBe('delete Shop-Gpu-1 by force');
  });

  test('a group that is gone already is a success without calls', async () => {
    const { response, calls, seconds } = await request(deleted(), { groups: {} });
    expect(response.Status).toBe('SUCCESS');
    expect({ calls, seconds }).toEqual({ calls: [], seconds: 0 });
  });

  test('a resource that was never created has no group, and does not block the rollback', async () => {
    expect((await request(deleted('Shop-GpuForceDelete-1ABC'))).response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Shop-GpuForceDelete-1ABC' });
  });

  test('a group without instances is deleted too', async () => {
    const { response, calls } = await request(deleted(), { groups: { [GROUP]: [] } });
    expect(response.Status).toBe('SUCCESS');
    expect(calls).toEqual([`delete ${GROUP} by force`]);
  });

  test.each([
    ['ScalingActivityInProgressFault', 'an activity is in progress'],
    ['ResourceContentionFault', 'a pending update'],
    ['ResourceInUseFault', 'in use'],
    ['Throttling', 'Rate exceeded'],
    ['ValidationError', 'AutoScalingGroup is pending delete'],
  ])('%s is retried', async (name, message) => {
    const { response, calls } = await request(deleted(), { errors: [named(name, message), named(name, message)] });
    expect(response.Status).toBe('SUCCESS');
    expect(calls.filter(call => call.startsWith('delete'))).toHaveLength(3);
  });

  test.each([
    ['DescribeAutoScalingGroups', 'Throttling'],
    ['DescribeCapacityProviders', 'ThrottlingException'],
  ])('%s is called again if it is throttled', async (call, name) => {
    const { response, calls } = await request(deleted(), { readErrors: { [call]: [named(name, 'Rate exceeded'), named(name, 'Rate exceeded')] } });
    expect(response.Status).toBe('SUCCESS');
    expect(calls).toContain(`delete ${GROUP} by force`);
  });

  test('a call that stays throttled is reported before the function times out', async () => {
    const { response, seconds } = await request(deleted(), { readErrors: { DescribeAutoScalingGroups: Array<Error>(300).fill(named('Throttling', 'Rate exceeded')) } });
    expect(response).toMatchObject({ Status: 'FAILED', Reason: 'Throttling: Rate exceeded', PhysicalResourceId: GROUP });
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThan(SECONDS_OF_A_CALL - 50);
  });

  test('a call that is not allowed fails at once', async () => {
    const { response, seconds } = await request(deleted(), { readErrors: { DescribeCapacityProviders: [named('AccessDeniedException', 'denied')] } });
    expect(response).toMatchObject({ Status: 'FAILED', Reason: 'AccessDeniedException: denied' });
    expect(seconds).toBe(0);
  });

  test('a missing permission fails at once, with the message of AWS', async () => {
    const { response, seconds } = await request(deleted(), { errors: [named('AccessDenied', 'not authorized to perform autoscaling:DeleteAutoScalingGroup')] });
    expect(response).toMatchObject({ Status: 'FAILED', Reason: 'AccessDenied: not authorized to perform autoscaling:DeleteAutoScalingGroup', PhysicalResourceId: GROUP });
    expect(seconds).toBe(0);
  });

  test('a long message of AWS does not exceed the size of a response', async () => {
    expect((await request(deleted(), { errors: [named('AccessDenied', 'x'.repeat(9000))] })).response.Reason).toHaveLength(1000);
  });

  test('a deletion that is too slow is reported before the function times out', async () => {
    const { response, seconds } = await request(deleted(), { deletionSeconds: 3600 });
    expect(response).toMatchObject({ Status: 'FAILED', Reason: `Error: ${GROUP} still has 2 instances. Its deletion continues; delete the stack again` });
    expect(seconds).toBeLessThan(SECONDS_OF_A_CALL - 50);
  });

  test('the report names the last error of Auto Scaling', async () => {
    const { response } = await request(deleted(), { errors: Array<Error>(300).fill(named('ScalingActivityInProgressFault', 'an activity is in progress')) });
    expect(response.Reason).toContain('still has 2 instances: an activity is in progress');
  });

  test('a response that does not reach CloudFormation is sent again', async () => {
    expect((await request(deleted(), { lostResponses: 3 })).response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: GROUP });
  });

  test('Lambda calls the function again if CloudFormation does not take the response', async () => {
    await expect(request(deleted(), { responseStatus: 503 })).rejects.toThrow('CloudFormation answered 503');
  });
});

describe('container instances that ECS still knows', () => {
  test('are deregistered, so that the cluster can be deleted', async () => {
    const { deregistered, calls } = await request(deleted(), { registered: ['i-2', 'i-of-another-group'] });
    expect(deregistered).toEqual(['container-instance/i-2']);
    expect(calls).toEqual([`delete ${GROUP} by force`, `list ${CLUSTER}`]);
  });

  test('are found among hundreds', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `i-${index}`);
    const { deregistered, calls } = await request(deleted(), { groups: { [GROUP]: ids }, registered: ['i-0', 'i-20', 'i-249'] });
    expect(deregistered).toEqual(['i-0', 'i-20', 'i-249'].map(id => `container-instance/${id}`));
    expect(calls.filter(call => call.startsWith('list'))).toHaveLength(13);
  });

  test('do not fail the deletion: ECS reports them when it deletes the cluster', async () => {
    const { response, log } = await request(deleted(), { registered: ['i-1'], deregisterError: named('AccessDeniedException', 'denied') });
    expect(response.Status).toBe('SUCCESS');
    expect(log).toEqual([`Container instances remain in ${CLUSTER}: AccessDeniedException: denied`]);
  });
});

describe('a group that a capacity provider uses', () => {
  test('is not deleted: only the custom resource was removed from the stack', async () => {
    const { response, calls, log } = await request(deleted(), { providers: [[provider('Other')], [provider(GROUP)]] });
    expect(response.Status).toBe('SUCCESS');
    expect(calls).toEqual([]);
    expect(log).toEqual([`${GROUP} is not deleted, because the capacity provider GpuProvider uses it`]);
  });

  test('is not deleted if the deletion of the provider failed', async () => {
    expect((await request(deleted(), { providers: [[provider(GROUP, { updateStatus: 'DELETE_FAILED' })]] })).calls).toEqual([]);
  });

  test.each<[string, Provider]>([
    ['the provider of a group with a longer name', provider(`Prod-${GROUP}`)],
    ['a provider that is deleted', provider(GROUP, { status: 'INACTIVE' })],
    ['a provider that is being deleted', provider(GROUP, { updateStatus: 'DELETE_IN_PROGRESS' })],
    ['Fargate', { name: 'FARGATE', status: 'ACTIVE' }],
  ])('is not one that belongs to %s', async (_, other) => {
    expect((await request(deleted(), { providers: [[other]] })).calls).toContain(`delete ${GROUP} by force`);
  });
});
