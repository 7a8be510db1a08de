import { awscdk, github, javascript, JsonFile, typescript } from 'projen';
import { applyArchitecture } from './projenrc/architecture';
import { addWorkflows, NODE_VERSION } from './projenrc/workflows';

/** The lowest aws-cdk-lib on which everything we need works (docs/decisions/001-versions.md). */
const CDK_VERSION = '2.262.0';
const CDK_CLI_VERSION = '2.1148.1';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecs-shipshape',
  description: 'Amazon ECS for the AWS CDK that deploys the first time: high-level constructs, and a validator that catches what ECS would refuse, or hang on, before anybody deploys.',
  keywords: ['aws', 'cdk', 'ecs', 'fargate', 'validation', 'constructs'],
  author: 'cdk-ecs-shipshape contributors',
  authorAddress: 'cdk-ecs-shipshape@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape.git',
  license: 'Apache-2.0',
  stability: 'experimental',

  cdkVersion: CDK_VERSION,
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~5.9.3',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },

  publishToPypi: { distName: 'cdk-ecs-shipshape', module: 'cdk_ecs_shipshape' },
  publishToMaven: { javaPackage: 'io.github.cdkecsshipshape', mavenGroupId: 'io.github.cdk-ecs-shipshape', mavenArtifactId: 'cdk-ecs-shipshape' },
  publishToNuget: { dotNetNamespace: 'CdkEcsShipshape', packageId: 'CdkEcsShipshape' },
  publishToGo: { moduleName: 'github.com/cdk-ecs-shipshape/cdk-ecs-shipshape-go', packageName: 'cdkecsshipshape' },

  devDeps: [
    `aws-cdk@${CDK_CLI_VERSION}`,
    'asl-validator@4.0.0',
    'aws-local-stepfunctions@3.0.0',
    'cdk-nag@3.0.2',
    'esbuild@0.28.2',
    'fast-check@4.10.2',
    'smol-toml@1.9.1',
    'yaml@2.9.1',
    '@swc/core@~1.13',
    '@swc/jest@~0.2.39',
    '@jsii/spec',
    '@aws-sdk/client-auto-scaling@^3',
    '@aws-sdk/client-ecs@^3',
    '@aws-sdk/client-elastic-load-balancing-v2@^3',
    '@aws-sdk/client-cloudwatch-logs@^3',
    '@aws-sdk/client-iam@^3',
    '@aws-sdk/client-sfn@^3',
    '@aws-sdk/client-sqs@^3',
    '@aws-sdk/client-scheduler@^3',
    '@aws-sdk/client-application-auto-scaling@^3',
  ],
  // projen's own build and release run other commands than .ci/run: projenrc/workflows.ts
  githubOptions: { mergify: false, pullRequestLint: false },
  workflowNodeVersion: NODE_VERSION,
  buildWorkflow: false,
  release: false,
  pullRequestTemplate: false,
  // the token of the workflow, so that no other one must be kept; GitHub starts no build for its pull requests
  depsUpgradeOptions: {
    semanticCommit: 'projen',
    pullRequestTitle: 'upgrade development dependencies',
    pullRequestDescription: 'Upgrades the development dependencies. GitHub starts no build for a pull request of a workflow: close and reopen it to start one.',
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY, projenCredentials: github.GithubCredentials.fromPersonalAccessToken({ secret: 'GITHUB_TOKEN' }) },
  },
  sampleCode: false,
  docgen: true,
  jestOptions: {
    jestVersion: '^30.0.0',
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      transform: { '^.+\\.ts$': new javascript.Transform('@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }) },
      moduleNameMapper: { '^@aws/cloudformation-validate$': '<rootDir>/test/support/shared-cloudformation-validate.ts' },
      testTimeout: 60_000,
      setupFilesAfterEnv: ['<rootDir>/test/support/without-cdk-validation.ts'],
      maxWorkers: 2,
      collectCoverage: false,
    },
  },
  eslintOptions: { commandOptions: { fix: false }, dirs: ['src'], devdirs: ['test', 'examples', 'benchmark', 'scripts', 'projenrc', '.projenrc.ts'] },
  gitignore: ['cdk.out/', '.venv/', '.work/', '__pycache__/', '*.tgz'],
});

project.npmignore!.exclude('/benchmark/', '/scripts/', '/examples/', '/docs/', '/projenrc/', '/.ci/', '/tsconfig*.json', '/cdk.out/', '/.venv/', '/.work/', '/.swcrc', '/CONTRIBUTING.md', '/CHANGELOG.md', '/CODE_OF_CONDUCT.md', '/SECURITY.md');
project.deps.removeDependency('ts-jest');
// 1.13.0 was published without the binaries of most platforms, and `npm ci` then refuses the lock file
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
delete project.jest!.config.transform!['^.+\\.[t]sx?$'];

// sources within each file would double the package
for (const option of ['inlineSourceMap', 'inlineSources']) { project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false); }

// jsii compiles src alone; this one sees everything that is TypeScript
new JsonFile(project, 'tsconfig.all.json', {
  obj: {
    extends: './tsconfig.json',
    compilerOptions: { noEmit: true, rootDir: '.', lib: ['es2023'], types: ['jest', 'node'], skipLibCheck: true },
    include: ['src/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'benchmark/**/*.ts', 'scripts/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts'],
    exclude: ['node_modules'],
  },
});
project.compileTask.reset('jsii --silence-warnings=reserved-word', {
  condition: '[ ! -f .jsii ] || [ -n "$(find src package.json -newer .jsii -type f -print -quit)" ]',
});
// the condition is that of jsii alone: these run every time, and change nothing where nothing has changed
project.compileTask.exec('tsx scripts/clean-lib.ts');
project.compileTask.exec('tsx scripts/lazy-requires.ts');
project.compileTask.exec('tsx scripts/bundle-validator.ts');
// types stay, because those of the engine name them
project.npmignore!.exclude('/lib/validation/model/**/*.js', '/lib/validation/rules/**/*.js', '/lib/validation/rules/*/', '/lib/validation/scenes/**/*.js', '/lib/report/');

// npm runs it before it packs, whoever calls it
project.setScript('prepack', 'tsx scripts/check-package.ts');

// the other languages need toolchains of their own: `npm run package-all`
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

// what runs, by name
project.preCompileTask.exec('tsx projenrc/rule-registry.ts');
project.postCompileTask.exec('tsx scripts/rules-md.ts');
project.postCompileTask.exec('tsx scripts/rule-coverage.ts');
const typeCheck = project.addTask('typecheck', { description: 'Type checks sources, tests, examples and scripts', exec: 'tsc -p tsconfig.all.json' });
project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.spawn(typeCheck);
project.testTask.exec('jest --ci', { receiveArgs: true });
project.testTask.spawn(project.eslint!.eslintTask);

/** Commands of the README and of CI that are scripts of this repository. */
const COMMANDS: Readonly<Record<string, string>> = {
  'demo': 'Builds, synthesizes and validates the example, then shows what three mistakes look like',
  'deploy:local': 'Creates the example with the real CDK CLI in an AWS emulator on this machine, and updates its task definitions',
  'try:package': 'Installs the packed package in an empty folder, and synthesizes the code of the README there',
  'proof': 'Lets cfn-lint and cdk-preflight judge the templates of every example',
  'try:python': 'Runs the apps of test/python with the built wheel and the real CDK CLI',
  'try:java': 'Runs the apps of test/java with the built jar and the real CDK CLI',
  'corpus': 'Prints every finding on the templates of the folders given',
  'expected': 'Writes down what every rule reports of its bad examples, to be read as a diff',
  'fuzz': 'Validates wrong and large inputs, each under a time limit',
  'benchmark': 'Measures rules and constructs against aws-ecs, ecs-patterns and the CDK\'s own validation',
};
/** Scripts whose files are not called like their commands. */
const SCRIPTS: Readonly<Record<string, string>> = { expected: 'expected-findings', proof: 'independent-proof' };
for (const [name, description] of Object.entries(COMMANDS)) {
  const task = project.addTask(name, { description });
  task.spawn(project.preCompileTask);
  task.spawn(project.compileTask);
  task.exec(`tsx scripts/${SCRIPTS[name] ?? name.replace(':', '-')}.ts`, { receiveArgs: true });
}

project.addTask('mutate', { description: 'Prints the guards of the rules that no example needs, of all domains or of the domain or rule given' })
  .exec('tsx scripts/mutate.ts', { receiveArgs: true });

// end-of-life notices of Node 20 are theirs to show and not our users' concern
project.tasks.addEnvironment('JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION', '1');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');

applyArchitecture(project);
addWorkflows(project);
project.synth();
