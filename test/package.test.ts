import { execFileSync, spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { RULES } from '../src/validation/rules/registry.generated';

const REPOSITORY = join(__dirname, '..');

/** The files that npm packs. */
const PACKED = new Set((JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: REPOSITORY, encoding: 'utf8' })) as
  [{ files: { path: string }[] }])[0].files.map(({ path }) => path));

const IMPORT = /(?:require\(|from |import\()['"](\.[^'"]*)['"]/g;

/** The files that packed files with an extension import, and that are not packed. */
function missing(ending: string): string[] {
  return [...PACKED].filter(file => file.startsWith('lib/') && file.endsWith(ending)).flatMap(file => {
    const loaded = [...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(IMPORT)].map(([, path]) => join(dirname(file), path));
    return loaded.filter(path => ![path, `${path}${ending}`, join(path, `index${ending}`)].some(found => PACKED.has(found))).map(path => `${file}: ${path}`);
  });
}

test('all files that packed modules load are packed', () => { expect(missing('.js')).toEqual([]); });

test('all files that packed types refer to are packed', () => { expect(missing('.d.ts')).toEqual([]); });

test('files that the bundled validator replaces are not packed', () => {
  expect([...PACKED].filter(file => /^lib\/validation\/(model|rules|scenes)\/.*\.js$/.test(file))).toEqual([]);
});

test('the examples of rules are not packed', () => {
  const list = 'console.log(JSON.stringify(require("./lib/validation/engine/validate").RULES.map(rule => [rule.id, "bad" in rule || "scene" in rule])))';
  const packed = JSON.parse(execFileSync('node', ['-e', list], { cwd: REPOSITORY, encoding: 'utf8' }));
  expect(packed).toEqual(RULES.map(({ id }) => [id, false]));
});

test('no file is packed whose source was deleted', () => {
  const compiled = [...PACKED].filter(file => /^lib\/.*\.(js|d\.ts)$/.test(file));
  expect(compiled.length).toBeGreaterThan(100);
  expect(compiled.filter(file => !existsSync(join(REPOSITORY, file.replace(/^lib/, 'src').replace(/(\.d\.ts|\.js)$/, '.ts'))))).toEqual([]);
});

test('the validator is packed as one file that loads no other file', () => {
  const file = 'lib/validation/engine/validate.js';
  expect(PACKED).toContain(file);
  expect([...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(IMPORT)]).toEqual([]);
});

describe('the links in the README, which npm and PyPI show too,', () => {
  const { repository } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { repository: { url: string } };
  const HOME = repository.url.replace(/\.git$/, '');
  const links = [...readFileSync(join(REPOSITORY, 'README.md'), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);

  test('are absolute', () => {
    expect(links.filter(link => !/^(https:\/\/|#)/.test(link))).toEqual([]);
  });

  test('lead to files and folders in the repository', () => {
    const paths = links.filter(link => link.startsWith(`${HOME}/`)).map(link => /^\/(?:blob|tree)\/main\/([^#]+)/.exec(link.slice(HOME.length))?.[1] ?? link);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(path => !existsSync(join(REPOSITORY, path)))).toEqual([]);
  });

  test('lead to every guide', () => {
    const guides = readdirSync(join(REPOSITORY, 'docs/guides')).map(file => `${HOME}/blob/main/docs/guides/${file}`);
    expect(guides.filter(guide => !links.includes(guide))).toEqual([]);
  });
});

test('the README contains the name of the tarball from `npx projen package`', () => {
  const { name, version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { name: string; version: string };
  // jsii-pacmak determines the name
  expect(readFileSync(join(REPOSITORY, 'README.md'), 'utf8')).toContain(`/dist/js/${name}@${version}.jsii.tgz\n`);
});

describe('the Node.js versions in the README', () => {
  // the semver package of the npm tools, which has no types
  const semver = module.require('semver') as { satisfies(version: string, range: string): boolean };
  interface Locked { readonly engines?: { readonly node?: string } }
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  const refusing = (version: string) => Object.entries(packages)
    .filter(([, { engines }]) => engines?.node !== undefined && semver.satisfies(version, engines.node) === false).map(([path]) => path);
  const WARNS = 'node_modules/aws-cdk-lib/node_modules/@aws/cloudformation-validate';

  /** Runs state machines in tests. It only needs Promise.withResolvers of Node.js 22, which test/support/state-machine.ts adds. */
  const OF_TESTS = 'node_modules/aws-local-stepfunctions';

  test.each([['20.19.0', [WARNS, OF_TESTS]], ['22.13.0', [WARNS]], ['24.0.0', [WARNS]]])('%s is sufficient for every installed package except %j', (version, others) => {
    expect(refusing(version)).toEqual(others);
  });

  test('22.15.0 is sufficient for every installed package', () => { expect(refusing('22.15.0')).toEqual([]); });

  test('are listed, with the package that warns', () => {
    const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
    for (const text of ['20.19, 22.13, 24 or later', '22.15', '@aws/cloudformation-validate', 'aws-local-stepfunctions']) { expect(readme).toContain(text); }
  });

  test('20 is the oldest version that the package and aws-cdk-lib allow', () => {
    expect(packages[''].engines?.node).toBe(packages['node_modules/aws-cdk-lib'].engines?.node);
  });
});

describe('npm pack of a package with', () => {
  /** Packs a copy of the package with the given text as validator. */
  const pack = (validator?: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: Readonly<Record<string, string>> };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'packed', version: '0.0.0', scripts }));
    cpSync(join(REPOSITORY, 'scripts', 'check-package.ts'), join(folder, 'scripts', 'check-package.ts'));
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'lib/validation/engine'), { recursive: true });
    if (validator !== undefined) { writeFileSync(join(folder, 'lib/validation/engine/validate.js'), validator); }
    const { status, stderr } = spawnSync('npm', ['pack', '--dry-run'], { cwd: folder, encoding: 'utf8' });
    return { packed: status === 0, stderr };
  };

  test('the bundled validator succeeds', () => {
    expect(pack(readFileSync(join(REPOSITORY, 'lib/validation/engine/validate.js'), 'utf8')).packed).toBe(true);
  });

  test.each([
    ['a validator as jsii alone compiles it', 'const faults_1 = require("./faults");', 'validate.js loads modules that are not packed. Run `npx projen compile`'],
    ['a validator compiled only by jsii', undefined, 'validate.js is missing. Run `npx projen compile`'],
  ])('%s fails, with the command that repairs it', (_, validator, message) => {
    expect(pack(validator)).toEqual({ packed: false, stderr: expect.stringContaining(message) as string });
  });
});
