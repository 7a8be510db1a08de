import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Stack, Stage } from 'aws-cdk-lib';

/** The properties of a stack in the manifest that the validator reads and changes. */
export interface StackProperties {
  validateOnSynth?: boolean;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, { readonly properties?: StackProperties }>>;
}

/** The manifest of the cloud assembly of an app or a Stage, as last written. */
export class AssemblyManifest {
  private readonly file: string;
  private readonly manifest: Manifest;

  /** A Stage that is added during the synthesis has no manifest. */
  public constructor(stage: Stage) {
    this.file = join(stage.outdir, 'manifest.json');
    this.manifest = existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) as Manifest : {};
  }

  /** The properties of a stack, or undefined for a stack that the command line does not know. */
  public propertiesOf(stack: Stack): StackProperties | undefined {
    return this.manifest.artifacts?.[stack.artifactId]?.properties;
  }

  /** Replaces the whole file, so that an interrupted program leaves either the old or the new manifest. */
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
