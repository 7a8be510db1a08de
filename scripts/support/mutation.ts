import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';
import { createContext, Script } from 'vm';
import { transformSync } from '@swc/core';
import { Mutant, mutantsOf } from './mutants';
import { Finding, validateApplication } from '../../src/validation/engine/validate';
import { Application } from '../../src/validation/model/application';
import { RULES } from '../../src/validation/rules/registry.generated';
import { Example, NamedRule, placed, POSTURE } from '../../src/validation/rules/rule';
import type { Resources } from '../../src/validation/scenes/parts';
import { applyChange, SceneName, SCENES, sourceIn } from '../../src/validation/scenes/scenes';
import { fogAll, fogEachLeaf } from '../../test/support/fog';

/** A mutant for which every example has the same findings. */
export interface Survivor {
  readonly rule: string;
  readonly change: string;
}

/** The mutants and survivors of one rule. */
export interface MutationResult {
  readonly rule: NamedRule;
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
}

/** Checks whether a mutant is detected, in the order of cost. The first detection ends the search. */
type Trial = (mutant: NamedRule) => boolean;

/** In milliseconds: about a hundred times as long as the examples take, for machines with other load. */
const LIMIT_OF_ENDLESS_MUTANTS = 120_000;

const FOLDER = resolve(__dirname, '../../src/validation/rules');

/**
 * Tries every mutant of a rule on its own examples, the scenes, the examples of the other rules, and its bad examples with values unknown. The mutants of a file that
 * several rules share, in a folder below a domain, are tried with all of them, and belong to the first.
 */
export function tryMutants(rule: NamedRule): MutationResult {
  const shared = sharedBy(fileOf(rule)).map(file => ({ file, users: RULES.filter(each => sharedBy(fileOf(each)).includes(file)) }));
  const files = [{ file: fileOf(rule), users: [rule] }, ...shared.filter(({ users }) => users[0].id === rule.id)];
  const mutants = files.flatMap(({ file, users }) => mutantsOf(readFileSync(file, 'utf8')).map(mutant => ({ ...mutant, file, users })));
  everyExample();
  const survivors = mutants.filter(mutant => !endsIn(LIMIT_OF_ENDLESS_MUTANTS, () => mutant.users.some(user => {
    const loaded = load(user, mutant);
    return trialsOf(user).some(shows => shows(loaded));
  }))).map(({ change }) => ({ rule: rule.id, change }));
  return { rule, mutants: mutants.length, survivors };
}

function fileOf({ domain, id }: NamedRule): string { return join(FOLDER, domain, `${id}.ts`); }

const sharedFiles = new Map<string, readonly string[]>();

/** The files in folders below the domains that a file imports, also through another one. */
function sharedBy(file: string): readonly string[] {
  const known = sharedFiles.get(file);
  if (known) { return known; }
  const imported = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, path]) => resolve(dirname(file), `${path}.ts`)).filter(isShared);
  const all = [...new Set(imported.flatMap(path => [path, ...sharedBy(path)]))];
  sharedFiles.set(file, all);
  return all;
}

/** Whether a file is in a folder below a domain. */
function isShared(file: string): boolean { return relative(FOLDER, file).split(sep).length === 3 && !relative(FOLDER, file).startsWith('..'); }

const trials = new Map<string, readonly Trial[]>();

function trialsOf(rule: NamedRule): readonly Trial[] {
  const known = trials.get(rule.id) ?? makeTrials(rule);
  trials.set(rule.id, known);
  return known;
}

function makeTrials(rule: NamedRule): readonly Trial[] {
  const own = once(() => examplesOf(rule).map(({ application }) => ({ application, expected: said(rule, application) })));
  const fogged = once(() => Object.values(rule.bad).flatMap(example => fog(rule, example)));
  return [
    mutant => own().some(({ application, expected }) => said(mutant, application) !== expected),
    // a posture rule reports the examples of other domains, whose scenes are not made for it
    mutant => everyExample().some(({ of, domain, application }) => of !== rule.id && isMadeFor(rule, domain) && said(mutant, application) !== ''),
    mutant => fogged().some(({ application, known }) => found(mutant, application).some(finding => !known.has(key(finding)))),
  ];
}

interface KnownExample {
  readonly of: string;
  readonly domain?: string;
  readonly application: Application;
}

/** The scenes, and the examples of all rules. A rule reports nothing about the examples of another (test/validation/rules.test.ts). */
const everyExample = once((): readonly KnownExample[] => [
  ...(Object.keys(SCENES) as SceneName[]).map(scene => ({ of: scene, application: applicationIn(scene, applyChange(scene)) })),
  ...RULES.flatMap(examplesOf),
]);

function isMadeFor(rule: NamedRule, domain: string | undefined): boolean { return rule.domain !== POSTURE || domain === POSTURE; }

const examples = new Map<string, readonly KnownExample[]>();

function examplesOf(rule: NamedRule): readonly KnownExample[] {
  const known = examples.get(rule.id) ?? [...Object.values(rule.bad), ...Object.values(rule.good)].map(example => {
    const { scene, change } = placed(rule, example);
    return { of: rule.id, domain: rule.domain, application: applicationIn(scene, applyChange(scene, change)) };
  });
  examples.set(rule.id, known);
  return known;
}

interface FoggedExample {
  readonly application: Application;
  /** The findings that the rule may report at most. */
  readonly known: ReadonlySet<string>;
}

function fog(rule: NamedRule, example: Example): readonly FoggedExample[] {
  const { scene, change } = placed(rule, example);
  const resources = applyChange(scene, change);
  const known = new Set(found(rule, applicationIn(scene, resources)).map(key));
  const unknown = applicationIn(scene, fogAll(resources));
  return [
    { application: unknown, known: new Set(found(rule, unknown).map(key)) },
    ...[...fogEachLeaf(resources)].map(fogged => ({ application: applicationIn(scene, fogged), known })),
  ];
}

function applicationIn(scene: SceneName, resources: unknown): Application {
  return new Application([sourceIn(scene, resources as Resources)]);
}

function found(rule: NamedRule, application: Application): readonly Finding[] {
  return validateApplication(application, { rules: [rule] });
}

function said(rule: NamedRule, application: Application): string {
  return found(rule, application).map(finding => {
    const { path, severity, message, related } = finding;
    return [key(finding), path, severity, message, ...related.map(({ logicalId }) => logicalId)].join(' ');
  }).join('\n');
}

function key({ rule, logicalId }: Finding): string {
  return `${rule.id} ${logicalId}`;
}

/** A rule with a changed source of its file or of a shared one. */
function load(rule: NamedRule, changed: Mutant & { readonly file: string }): NamedRule {
  const loaded = evaluate(fileOf(rule), changed) as { readonly default: NamedRule };
  return { ...loaded.default, id: rule.id, domain: rule.domain };
}

/** The exports of a file. Only the changed file, and those that import it, are run again. */
function evaluate(file: string, changed: Mutant & { readonly file: string }): unknown {
  const native = createRequire(file);
  const source = file === changed.file ? changed.source : readFileSync(file, 'utf8');
  const { code } = transformSync(source, { module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } });
  const module = { exports: {} };
  const require = (path: string) => {
    const imported = resolve(dirname(file), `${path}.ts`);
    const isChanged = imported === changed.file || (sharedBy(file).includes(imported) && sharedBy(imported).includes(changed.file));
    return isChanged ? evaluate(imported, changed) : native(path);
  };
  new Function('require', 'module', 'exports', code)(require, module, module.exports);
  return module.exports;
}

/** Whether `run` returns true, or takes longer than a number of milliseconds. */
function endsIn(timeout: number, run: () => boolean): boolean {
  const context = createContext({ run });
  try {
    return new Script('run()').runInContext(context, { timeout }) as boolean;
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') { return true; }
    throw error;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
