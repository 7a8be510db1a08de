import { ISynthesisSession, StackSynthesizer } from 'aws-cdk-lib';

/** Writes a stack's template without an artifact for the command line, as the stacks of a stack set do. */
export class TemplateOnly extends StackSynthesizer {
  public addFileAsset(): never { throw new Error('no assets'); }

  public addDockerImageAsset(): never { throw new Error('no assets'); }

  public synthesize(session: ISynthesisSession): void { this.synthesizeTemplate(session); }
}
