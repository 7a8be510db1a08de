import { createRequire } from 'module';
import { Template } from 'aws-cdk-lib/assertions';

/** Node.js 22 has it, and the interpreter needs it. */
const promises = Promise as { withResolvers?: () => unknown };
promises.withResolvers ??= () => {
  let resolve: unknown, reject: unknown;
  const promise = new Promise((...both) => { [resolve, reject] = both; });
  return { promise, resolve, reject };
};

type Json = Readonly<Record<string, unknown>>;

// one package has no types, the other only those of an ES module
const load = createRequire(__filename);
const validate = load('asl-validator') as (definition: Definition) => { readonly isValid: boolean; errorsText(): string };
const { StateMachine } = load('aws-local-stepfunctions') as {
  StateMachine: new (definition: Definition, options: object) => { run(input: Json, options: object): { readonly result: Promise<unknown> } };
};

/** A definition in the Amazon States Language. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Json>>;
}

/** What each task state does with its parameters, by the name of the state. */
export type Handlers = Readonly<Record<string, (parameters: Json) => unknown>>;

/** How an execution ended. */
export interface Ending {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** The definitions of all state machines of a template, by logical id, as they are after the deployment. */
export function definitionsIn(template: Template): Readonly<Record<string, Definition>> {
  const machines = template.findResources('AWS::StepFunctions::StateMachine');
  return mapped(Object.keys(machines), id => JSON.parse(deployed(machines[id]!.Properties.DefinitionString)) as Definition);
}

/** The only definition of a template. */
export function definitionIn(template: Template): Definition {
  const [definition, ...others] = Object.values(definitionsIn(template));
  if (!definition || others.length > 0) { throw new Error(`expected one state machine, found ${others.length + (definition ? 1 : 0)}`); }
  return definition;
}

/** What the schema of the Amazon States Language does not allow. */
export function problemsOf(definition: Definition): readonly string[] {
  const { isValid, errorsText } = validate(definition);
  return isValid ? [] : [errorsText()];
}

/** Runs a definition with local functions instead of AWS. Waits and pauses between retries take no time. */
export async function execute(definition: Definition, input: Json, handlers: Handlers, context: Json = {}): Promise<Ending> {
  const names = namesOf(definition);
  const machine = new StateMachine(definition, { validationOptions: { checkArn: false } });
  const execution = machine.run(input, {
    context: { Execution: { Id: 'arn:aws:states:eu-west-1:111122223333:execution:job:own', Name: 'own' }, ...context },
    overrides: {
      taskResourceLocalHandlers: mapped(Object.keys(handlers), name => async (parameters: Json) => handlers[name]!(parameters)),
      retryIntervalOverrides: mapped(names, () => 0),
      waitTimeOverrides: mapped(names, () => 0),
    },
  });
  try {
    return { status: 'SUCCEEDED', output: await execution.result };
  } catch (thrown) {
    const { cause } = thrown as { readonly cause?: Error };
    return { status: 'FAILED', error: cause?.name, cause: cause?.message };
  }
}

/** An error as a service of AWS returns it to a state machine. */
export function serviceError(name: string, cause: unknown): Error {
  const error = new Error(typeof cause === 'string' ? cause : JSON.stringify(cause));
  error.name = name;
  return error;
}

function mapped<T>(names: readonly string[], valueOf: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map(name => [name, valueOf(name)]));
}

/** The names of all states, also of those inside maps and parallel states. */
function namesOf(definition: Definition): string[] {
  return Object.entries(definition.States).flatMap(([name, state]) => [name, ...childrenOf(state).flatMap(namesOf)]);
}

function childrenOf({ ItemProcessor, Iterator, Branches = [] }: Json): readonly Definition[] {
  const children = [ItemProcessor, Iterator, ...Branches as readonly unknown[]] as readonly (Definition | undefined)[];
  return children.filter(child => child !== undefined);
}

/** A text with the functions of CloudFormation, after the deployment. */
function deployed(value: unknown): string {
  if (typeof value === 'string') { return value; }
  const { 'Fn::Join': join, 'Ref': reference, 'Fn::GetAtt': attribute } = value as {
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]]; readonly 'Ref'?: string; readonly 'Fn::GetAtt'?: readonly [string, string];
  };
  if (join) { return join[1].map(deployed).join(join[0]); }
  return PSEUDO_PARAMETERS[reference ?? ''] ?? (attribute ? `arn:aws:service:eu-west-1:111122223333:${attribute.join('.')}` : `${reference}`);
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackId': 'stack',
};
