import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CfnElement, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { imagePlatforms } from './image-assets';
import type { RawTemplate, TemplateSource } from '../model/evaluation/source';

/** The synthesized templates of an app, including nested ones, and the construct of each resource in them. */
export class AppReader {
  public readonly constructs: readonly IConstruct[];
  private readonly stacks = new Map<string, Stack>();
  private readonly elements = new Map<string, ReadonlyMap<string, IConstruct>>();

  public constructor(root: IConstruct) {
    this.constructs = root.node.findAll();
    for (const stack of this.constructs.filter(construct => Stack.isStack(construct))) {
      this.stacks.set(templateFile(stack), stack);
    }
  }

  public sources(): TemplateSource[] {
    return [...this.stacks].filter(([file]) => existsSync(file)).map(([file, stack]) => ({
      name: file,
      template: JSON.parse(readFileSync(file, 'utf8')) as RawTemplate,
      stackName: known(stack.stackName),
      account: known(stack.account),
      region: known(stack.region),
      images: stack.nestedStackParent ? undefined : imagePlatforms(stack),
      nestedIn: nestedIn(stack),
    }));
  }

  /** The construct of a resource; its stack if it has no construct, as in an included fragment. */
  public locate(template: string, logicalId: string): IConstruct | undefined {
    const stack = this.stacks.get(template);
    return stack && (this.elementsOf(template, stack).get(logicalId) ?? stack);
  }

  private elementsOf(template: string, stack: Stack): ReadonlyMap<string, IConstruct> {
    const indexed = this.elements.get(template);
    if (indexed) { return indexed; }
    const index = new Map<string, IConstruct>(stack.node.findAll()
      .filter(construct => CfnElement.isCfnElement(construct) && construct.stack === stack)
      .map(element => [logicalIdOf(element), element]));
    this.elements.set(template, index);
    return index;
  }
}

function templateFile(stack: Stack): string {
  return join(Stage.of(stack)?.outdir ?? '', stack.templateFile);
}

function nestedIn(stack: Stack): TemplateSource['nestedIn'] {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return parent && resource && { parent: templateFile(parent), logicalId: logicalIdOf(resource) };
}

function logicalIdOf(element: IConstruct): string {
  return Stack.of(element).resolve((element as CfnElement).logicalId) as string;
}

function known(value: string | undefined): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
