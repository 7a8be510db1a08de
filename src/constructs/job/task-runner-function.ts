import { isLike, shown } from '../checks';

/**
 * The names that AWS Lambda accepts for an environment variable.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html
 */
const VARIABLE_NAME = /^[a-zA-Z]\w+$/;

const given = new WeakMap<object, Set<string>>();

/** Why a function cannot get a variable of this name; a name without problems is taken. */
export function functionProblems(handler: unknown, variable: string): readonly string[] {
  if (!isLike(handler, 'addEnvironment')) {
    return [`handler${shown(handler)} must be a lambda.Function of this app; an alias, a version and an imported function have no environment that the app can change; use grantRun and runTaskInput`];
  }
  if (!VARIABLE_NAME.test(variable)) {
    return [`environmentVariable ('${variable}') must be at least two letters, digits and underscores, and begin with a letter`];
  }
  const names = given.get(handler as object) ?? new Set();
  if (names.has(variable)) { return [`handler${shown(handler)} has the environment variable ${variable} of another call already; set environmentVariable to another name`]; }
  given.set(handler as object, names.add(variable));
  return [];
}
