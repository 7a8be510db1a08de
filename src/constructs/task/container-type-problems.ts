import { Token } from 'aws-cdk-lib';
import { shown } from '../checks';

/** The options of a container that callers in JavaScript may set to another type. */
export interface GivenContainer {
  readonly command?: unknown;
  readonly entryPoint?: unknown;
  readonly environment?: unknown;
}

/** The checks of the TypeScript types of a container, if the error would otherwise not name the prop. Tokens of texts and lists are texts and lists. */
export function containerTypeProblems({ command, entryPoint, environment }: GivenContainer): string[] {
  return [...textListProblem('command', command), ...textListProblem('entryPoint', entryPoint), ...environmentProblems(environment)];
}

/** Why a value is no list of texts. */
export function textListProblem(name: string, value: unknown): string[] {
  if (value === undefined || Token.isUnresolved(value) || (Array.isArray(value) && value.every(each => typeof each === 'string'))) { return []; }
  return [`${name}${shown(value)} must be a list of texts, such as ['npm', 'run', 'migrate']`];
}

function environmentProblems(environment: unknown): string[] {
  if (environment === undefined || Token.isUnresolved(environment)) { return []; }
  if (typeof environment !== 'object' || environment === null || Array.isArray(environment)) {
    return [`environment${shown(environment)} must be an object with a text for each variable, such as { STAGE: 'test' }`];
  }
  return Object.entries(environment).filter(([, value]) => typeof value !== 'string' && !Token.isUnresolved(value)).map(([name, value]) =>
    `environment.${name}${shown(value) || ' (undefined)'} must be a text, such as '1'`);
}
