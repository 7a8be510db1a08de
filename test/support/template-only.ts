import { ISynthesisSession, StackSynthesizer } from 'aws-cdk-lib';

/** Writes the template of a stack without an artifact for the command line, like the stacks of a stack set. */
export class TemplateOnly extends StackSynthesizer {
  public addFileAsset(): never { throw new Error('no assets'); }

  public addDockerImageAsset(): never { throw new Error('no assets'); }

  public synthesize(session: ISynthesisSession): void { this.synthesizeTemplate(session); }
}
