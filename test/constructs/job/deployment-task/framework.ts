import { join } from 'path';
import { runInNewContext } from 'vm';
import { FakeEcs } from './fake-ecs';
import { IS_COMPLETE_CODE } from '../../../../src/constructs/job/deployment-task/is-complete-code';
import { ON_EVENT_CODE } from '../../../../src/constructs/job/deployment-task/on-event-code';

const RUNTIME = join(require.resolve('aws-cdk-lib/package.json'), '../custom-resources/lib/provider-framework/runtime');
const STACK_ID = 'arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/Shop/5f4e1a20-cfee-11f0-9c2f-0a1b2c3d4e5f';
const CHECK_SECONDS = 10;

export const PROPERTIES = {
  Request: JSON.stringify({ cluster: 'shop', taskDefinition: 'migrate:1', enableECSManagedTags: true }),
  Container: 'task',
  Essential: ['task'],
  Timeout: '900',
  Log: JSON.stringify({ region: 'us-gov-west-1', group: 'migrations', prefix: 'Migrate', lines: 10 }),
};

export type Properties = Partial<typeof PROPERTIES> & Readonly<Record<string, unknown>>;

export interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId?: string;
  readonly PhysicalResourceId?: string;
  readonly LogicalResourceId?: string;
  readonly StackId?: string;
  readonly properties?: Properties;
  readonly old?: Properties;
}

/** What CloudFormation receives. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly bytes: number;
}

interface Framework {
  onEvent(event: unknown): Promise<void>;
  isComplete(event: unknown): Promise<void>;
  onTimeout(event: unknown): Promise<void>;
}

interface Outbound {
  startExecution: (input: { input: string }) => Promise<unknown>;
  invokeFunction: (input: { FunctionName: string; Payload: string }) => Promise<unknown>;
  httpRequest: (options: unknown, body: string) => Promise<void>;
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** A function in Lambda: it gets and returns JSON, and an error has the lines of its stack. */
function lambdaOf(code: string, ecs: FakeEcs): (payload: string) => Promise<unknown> {
  const exports: { handler?: Handler } = {};
  const setTimeout = (call: () => void, milliseconds: number) => { ecs.pass(milliseconds / 1000); setImmediate(call); };
  class Clock extends Date { public static now(): number { return ecs.seconds * 1000; } }
  const load = (name: string) => ecs.module(name) ?? module.require(name) as object;
  runInNewContext(code, { exports, require: load, setTimeout, Date: Clock, Buffer, console: { log: () => {} } });
  return async payload => {
    try {
      return { Payload: JSON.stringify(await exports.handler!(JSON.parse(payload), {})) };
    } catch (error) {
      const { name, message, stack } = error as Error;
      return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack!.split('\n') }) };
    }
  };
}

/** Sends a request of CloudFormation through the provider framework of the CDK, and returns the answer. */
export async function deploy(ecs: FakeEcs, request: Request): Promise<Answer> {
  const answers: string[] = [];
  const waits: string[] = [];
  const codes = { OnEvent: ON_EVENT_CODE, IsComplete: IS_COMPLETE_CODE };
  const functions = Object.fromEntries(Object.entries(codes).map(([name, code]) => [name, lambdaOf(code, ecs)]));
  const framework = loadFramework({
    startExecution: async ({ input }) => { waits.push(input); },
    invokeFunction: ({ FunctionName, Payload }) => functions[FunctionName](Payload),
    httpRequest: async (_, body) => { answers.push(body); },
  });
  await framework.onEvent(eventOf(request));
  for (const input of waits) { await wait(framework, ecs, JSON.parse(input)); }
  if (answers.length !== 1) { throw new Error(`CloudFormation received ${answers.length} answers`); }
  return { ...JSON.parse(answers[0]), bytes: Buffer.byteLength(answers[0]) };
}

/** Calls a function again with the same request, as Lambda does when a call was lost. */
export async function startAgain(ecs: FakeEcs, request: Request): Promise<unknown> {
  return lambdaOf(ON_EVENT_CODE, ecs)(JSON.stringify(eventOf(request)));
}

function eventOf({ properties, old, ...request }: Request): Readonly<Record<string, unknown>> {
  return {
    StackId: STACK_ID,
    RequestId: 'b1f3f1ae-7d04-4a4f-8f2c-1d2e3f4a5b6c',
    LogicalResourceId: 'ApiMigrateRun0A7E95D8',
    ResponseURL: 'https://cloudformation.example.com/answer?signature=1',
    ...request,
    ResourceProperties: { ...PROPERTIES, ...properties },
    ...(request.RequestType === 'Update' ? { OldResourceProperties: { ...PROPERTIES, ...old } } : {}),
  };
}

/** The state machine of the framework. */
async function wait(framework: Framework, ecs: FakeEcs, event: unknown): Promise<void> {
  for (let attempt = 0; attempt <= 3600 / CHECK_SECONDS; attempt++) {
    try { return await framework.isComplete(event); } catch (error) {
      if (Object.getPrototypeOf(error).constructor.name !== 'Retry') { throw error; }
      ecs.pass(CHECK_SECONDS);
    }
  }
  await framework.onTimeout({ Cause: JSON.stringify({ errorMessage: JSON.stringify(event) }) });
}

function loadFramework(outbound: Outbound): Framework {
  process.env.USER_ON_EVENT_FUNCTION_ARN = 'OnEvent';
  process.env.USER_IS_COMPLETE_FUNCTION_ARN = 'IsComplete';
  process.env.WAITER_STATE_MACHINE_ARN = 'arn:aws:states:eu-west-1:111122223333:stateMachine:waiter';
  jest.spyOn(console, 'log').mockImplementation(() => {});
  jest.resetModules();
  jest.doMock(join(RUNTIME, 'outbound'), () => outbound);
  return jest.requireActual<Framework>(join(RUNTIME, 'framework'));
}
