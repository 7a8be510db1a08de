import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Stack, Stage } from 'aws-cdk-lib';

/** Of what the manifest says about a stack, the part that the validator reads and changes. */
export interface StackProperties {
  validateOnSynth?: boolean;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, { readonly properties?: StackProperties }>>;
}

/** The manifest of the cloud assembly of an app or a Stage, as it was written last. */
export class AssemblyManifest {
  private readonly file: string;
  private readonly manifest: Manifest;

  /** A Stage that is added during the synthesis has no manifest. */
  public constructor(stage: Stage) {
    this.file = join(stage.outdir, 'manifest.json');
    this.manifest = existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) as Manifest : {};
  }

  /** What it says about a stack; nothing about stacks that the command line does not know. */
  public propertiesOf(stack: Stack): StackProperties | undefined {
    return this.manifest.artifacts?.[stack.artifactId]?.properties;
  }

  /** Replaces the file as a whole: an interrupted program leaves the old manifest or the new one. */
  public write(): void {
    const temporary = `${this.file}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, JSON.stringify(this.manifest, undefined, 2));
      renameSync(temporary, this.file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}
