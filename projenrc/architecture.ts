import { existsSync, readFileSync, writeFileSync } from 'fs';
import { JsonPatch } from 'projen';
import { TypeScriptProject } from 'projen/lib/typescript';

/**
 * The allowed imports inside `src/`; each folder may import itself as well, and nothing that is not listed. Lint zones and docs are generated from it.
 * A test requires that each file is in one row.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'facts': [],
  'constructs/checks.ts': ['facts'],
  'constructs/property-injection.ts': [],
  'constructs/rendered-properties.ts': [],
  'constructs/nag': [],
  'constructs/profile': ['facts'],
  'constructs/capacity': ['facts', 'constructs/checks.ts', 'constructs/nag', 'constructs/property-injection.ts', 'constructs/profile', 'validation/ecs-validator.ts'],
  'constructs/network': ['facts', 'constructs/checks.ts'],
  'constructs/secrets': ['facts', 'constructs/checks.ts'],
  'constructs/observability': ['facts', 'constructs/checks.ts'],
  'constructs/task': ['facts', 'constructs/checks.ts', 'constructs/profile', 'constructs/property-injection.ts', 'constructs/capacity', 'constructs/secrets', 'constructs/observability'],
  'constructs/load-balancing': ['facts', 'constructs/checks.ts', 'constructs/nag', 'constructs/property-injection.ts', 'constructs/rendered-properties.ts', 'constructs/profile', 'constructs/network', 'validation/ecs-validator.ts'],
  'constructs/deployment': ['facts', 'constructs/checks.ts', 'constructs/nag', 'constructs/rendered-properties.ts', 'constructs/profile', 'constructs/load-balancing'],
  'constructs/scaling': ['facts', 'constructs/checks.ts', 'constructs/rendered-properties.ts', 'constructs/load-balancing'],
  'constructs/workload': ['facts', 'constructs/checks.ts', 'constructs/profile', 'constructs/capacity', 'constructs/network', 'constructs/secrets', 'constructs/observability', 'constructs/task'],
  'constructs/service': ['facts', 'constructs', 'validation/ecs-validator.ts'],
  'constructs/job': ['facts', 'constructs', 'validation/ecs-validator.ts'],
  'validation/model/evaluation': ['facts'],
  'validation/model/iam': ['facts', 'validation/model/evaluation'],
  'validation/model/index': ['facts', 'validation/model/evaluation', 'validation/model/iam'],
  'validation/model/entities': ['facts', 'validation/model/evaluation', 'validation/model/iam', 'validation/model/index'],
  'validation/model/queries': ['facts', 'validation/model/evaluation', 'validation/model/iam', 'validation/model/index', 'validation/model/entities'],
  'validation/model/application.ts': ['facts', 'validation/model/evaluation', 'validation/model/index', 'validation/model/entities'],
  'validation/scenes': ['validation/model/evaluation/source.ts'],
  'validation/rules': ['facts', 'validation/model', 'validation/scenes/scenes.ts', 'validation/scenes/extras.ts'],
  'validation/engine': ['facts', 'validation/model', 'validation/rules'],
  'validation/plugin': ['validation/rules/rule.ts', 'validation/model/evaluation/source.ts', 'validation/engine'],
  'validation/ecs-validator.ts': ['validation/plugin'],
  'report': ['facts', 'validation/model'],
};

/** Folders that work on templates alone, so that their tests take milliseconds and the command line starts fast. */
const WITHOUT_CDK = ['facts', 'validation/model', 'validation/scenes', 'validation/rules', 'validation/engine', 'report'];

const ARCHITECTURE_DOC = 'docs/ARCHITECTURE.md';
const TABLE = /(<!-- table:start -->\n)[\s\S]*(\n<!-- table:end -->)/;

/** `!port.is(80)` is true for an unknown port. */
const QUESTION = '/^(is|differs|satisfies|isOneOf|isNoneOf)$/';
const NEGATED_QUESTION = `UnaryExpression[operator='!'][argument.callee.property.name=${QUESTION}]`;

/** Other ways to turn "no" into "yes": `!port?.is(80)`, `port.is(80) === false`, `port.is(80) !== true`. */
const NEGATED_CHAIN = `UnaryExpression[operator='!'][argument.type='ChainExpression'][argument.expression.callee.property.name=${QUESTION}]`;
const COMPARED_QUESTIONS = [
  `BinaryExpression[operator='==='][right.value=false][left.callee.property.name=${QUESTION}]`,
  `BinaryExpression[operator='!=='][right.value=true][left.callee.property.name=${QUESTION}]`,
];

/**
 * A guard that returns at once: nothing, or the answer of a question about an unknown value. It can only make a rule report
 * less: `if (!mode.is('awsvpc') || !port.isOneOf(ports)) { return; }`.
 */
const LEAVING = [
  "[consequent.body.0.type='ContinueStatement']",
  ...['argument=null', 'argument.value=false', 'argument.name=/^undefined$/', 'argument.elements.length=0']
    .map(nothing => `[consequent.body.0.type='ReturnStatement'][consequent.body.0.${nothing}]`),
].map(consequent => `IfStatement[alternate=null]${consequent}`);
const IN_QUIET_GUARD = LEAVING.flatMap(guard => [
  `${guard} > .test`, `${guard} > LogicalExpression.test > UnaryExpression`, `${guard} > LogicalExpression.test > LogicalExpression > UnaryExpression`,
]).join(', ');

const NEGATIONS = [NEGATED_QUESTION, NEGATED_CHAIN].map(question => `${question}:not(${IN_QUIET_GUARD})`);

/** Writes the table above to the lint configuration and the docs. */
export function applyArchitecture(project: TypeScriptProject): void {
  project.eslint!.addRules({
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', { zones: zones() }],
    'no-restricted-syntax': syntaxRule(NEGATIONS),
  });
  project.eslint!.addOverride({
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': syntaxRule([...NEGATIONS, ...COMPARED_QUESTIONS], {
        selector: 'TSImportType',
        message: 'Import the type at the top of the file, where the zones of imports are checked.',
      }) as never,
    },
  });
  for (const folder of WITHOUT_CDK) {
    project.eslint!.addOverride({
      files: [`src/${folder}/**/*.ts`],
      rules: {
        'no-restricted-imports': ['error', {
          paths: [{ name: 'constructs', message: `${folder} works on templates alone` }],
          patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs/*', '!./**', '!../**'], message: `${folder} works on templates alone` }],
        }] as never,
      },
    });
  }
  project.eslint!.addIgnorePattern('*.generated.ts');
  project.tryFindObjectFile('.eslintrc.json')?.patch(
    JsonPatch.replace('/settings/import~1resolver', { node: { extensions: ['.ts', '.js'] } }),
    JsonPatch.replace('/parserOptions', { ecmaVersion: 2022, sourceType: 'module', project: './tsconfig.all.json' }),
  );
  writeTable();
}

function syntaxRule(questions: readonly string[], ...others: readonly object[]): readonly unknown[] {
  return ['error', ...questions.map(selector => ({ selector, message: 'Ask the opposite question, or leave with a guard: a deferred value answers false to both.' })), ...others];
}

function zones() {
  return [
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      target: `./src/${folder}`,
      from: './src',
      except: [folder, ...allowed].map(path => `./${path}`),
      message: `${folder} may import ${allowed.join(', ') || 'nothing'}`,
    })),
    { target: './src/validation/rules/*/*.ts', from: './src/validation/rules/*/*.ts', message: 'a rule imports no other rule' },
  ];
}

function writeTable(): void {
  if (!existsSync(ARCHITECTURE_DOC)) { return; }
  const rows = Object.entries(MAY_IMPORT).map(([folder, allowed]) => `| \`${folder}\` | ${allowed.map(path => `\`${path}\``).join(', ') || 'nothing'} |`);
  const table = ['| folder | may import |', '|---|---|', ...rows].join('\n');
  const before = readFileSync(ARCHITECTURE_DOC, 'utf8');
  const after = before.replace(TABLE, `$1${table}$2`);
  if (after !== before) { writeFileSync(ARCHITECTURE_DOC, after); }
}
