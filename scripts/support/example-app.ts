import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Outcome, REPOSITORY, run, Surroundings } from './command';

/** The import of the library in the examples. */
const FROM_SOURCE = /from '(?:\.\.\/)+src'/;

/** An example in a separate folder, with the compiled library as an installed package. */
export class ExampleApp {
  public readonly folder: string;

  /** `flags` replace feature flags of its cdk.json. `home` is the folder of the app, by default that of the examples. */
  public constructor(name: string, purpose: string, flags: Readonly<Record<string, unknown>> = {}, home = 'examples') {
    this.folder = join(REPOSITORY, '.work', purpose, name);
    rmSync(this.folder, { recursive: true, force: true });
    this.installLibrary();
    this.copy(join(REPOSITORY, home, name));
    this.setFlags(flags);
  }

  /** `cdk …` in its folder. */
  public cdk(args: readonly string[], surroundings: Omit<Surroundings, 'cwd'> = {}): Promise<Outcome> {
    return run('cdk', [...args, '--app', 'tsx app.ts', '--no-notices'], { ...surroundings, cwd: this.folder });
  }

  /** The folder of the last cloud assembly. */
  public get assembly(): string { return join(this.folder, 'cdk.out'); }

  private installLibrary(): void {
    const installed = join(this.folder, 'node_modules/cdk-ecs-shipshape');
    mkdirSync(installed, { recursive: true });
    for (const part of ['lib', 'package.json']) { cpSync(join(REPOSITORY, part), join(installed, part), { recursive: true }); }
  }

  private copy(source: string): void {
    for (const file of readdirSync(source).filter(name => /\.(ts|json)$/.test(name))) {
      writeFileSync(join(this.folder, file), readFileSync(join(source, file), 'utf8').replace(FROM_SOURCE, "from 'cdk-ecs-shipshape'"));
    }
  }

  private setFlags(flags: Readonly<Record<string, unknown>>): void {
    const file = join(this.folder, 'cdk.json');
    const config = JSON.parse(readFileSync(file, 'utf8')) as { context?: Record<string, unknown> };
    writeFileSync(file, JSON.stringify({ ...config, context: { ...config.context, ...flags } }, undefined, 2));
  }
}
