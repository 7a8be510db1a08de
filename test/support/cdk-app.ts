import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';

const REPOSITORY = resolve(__dirname, '../..');

const CDK = join(REPOSITORY, 'node_modules/aws-cdk/bin/cdk');

/** A terminal without colours, with credentials for an AWS endpoint that does not respond. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  NO_COLOR: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  NODE_NO_WARNINGS: '1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: 'eu-west-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_MAX_ATTEMPTS: '1',
};

/** Names available to every app: the main names of the CDK and of the compiled package, and an ECS task definition that ECS refuses. */
const AT_HAND = `
const { App, NestedStack, Stack, Stage, Validations } = require('aws-cdk-lib');
const ecs = require('aws-cdk-lib/aws-ecs');
const { Construct } = require('constructs');
const { EcsValidator, RuleSeverity } = require('../../..');
const { RULES } = require('../../../lib/validation/engine/validate');
const taskOnPort = (scope, id, hostPort) => new ecs.CfnTaskDefinition(scope, id, {
  networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512',
  containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort }] }],
});
const brokenTask = (scope, id = 'Task') => taskOnPort(scope, id, 8080);
const goodTask = (scope, id = 'Task') => taskOnPort(scope, id, 80);
const ours = scope => { const construct = new Construct(scope, 'Ours'); EcsValidator._switchOn(construct); return construct; };
const copyOfThePackage = () => {
  const fs = require('fs');
  fs.cpSync('../../../lib', 'copy/lib', { recursive: true });
  fs.writeFileSync('copy/package.json', JSON.stringify({ name: require('path').basename(process.cwd()), version: require('../../../package.json').version }));
  return require('./copy/lib');
};
Object.assign(globalThis, {
  App, NestedStack, Stack, Stage, Validations, ecs, EcsValidator, RuleSeverity, RULES, brokenTask, goodTask, ours, copyOfThePackage,
});
`;

/** Disables the template validation of the CDK, which takes most of the time of an app and finds nothing in these. */
const WITHOUT_CDK_VALIDATION = `
require('aws-cdk-lib').CloudFormationValidatePlugin._singletonInstance = () => ({ name: 'None', validate: () => ({ success: true, violations: [] }) });
`;

/** The exit code and output of a command. */
export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

/** A CDK app in its own folder, run by the real command line. */
export class CdkApp {
  public readonly folder: string;

  /**
   * @param program JavaScript that can use the main names of the CDK and this package
   * @param withCdkValidation whether the CDK validates the templates too, as by default
   */
  public constructor(name: string, program: string, { withCdkValidation = false } = {}) {
    this.folder = join(REPOSITORY, '.work', 'cli', name);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'at-hand.js'), withCdkValidation ? AT_HAND : `${AT_HAND}${WITHOUT_CDK_VALIDATION}`);
    writeFileSync(join(this.folder, 'app.js'), program);
    writeFileSync(join(this.folder, 'cdk.json'), JSON.stringify({ app: 'node --require ./at-hand.js app.js' }));
  }

  /** Synthesizes and reports, like `cdk synth` with these arguments. */
  public synth(...args: string[]): Outcome {
    return this.cdk('synth', '--quiet', ...args);
  }

  /** The same for the output of the last synthesis, without running the app again. */
  public select(...args: string[]): Outcome {
    return this.synth('--app', 'cdk.out', ...args);
  }

  /** The same for a deployment, which ends at the latest at the first call to AWS. */
  public deploy(...args: string[]): Outcome {
    return this.cdk('deploy', '--app', 'cdk.out', ...args);
  }

  /** The same for a rollback. */
  public rollback(...args: string[]): Outcome {
    return this.cdk('rollback', '--app', 'cdk.out', ...args);
  }

  private cdk(...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CDK, ...args, '--no-notices'], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...ENVIRONMENT, HOME: this.folder },
    });
    return { exitCode: status ?? -1, output: `${stdout}${stderr}`.replaceAll(this.folder, '') };
  }

  public file(...path: string[]): string | undefined {
    const file = join(this.folder, 'cdk.out', ...path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }
}
