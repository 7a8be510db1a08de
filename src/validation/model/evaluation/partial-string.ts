import { GAP, Part, Outcome, textOf } from './outcome';
import type { Resource } from './resource';

/**
 * A text that may have parts that only the deployment knows: an ARN with a Region, a reference with a suffix.
 * Two partial strings with equal keys become the same text.
 */
export class PartialString {
  /** An unknown text. */
  public static readonly ANY = new PartialString([GAP]);

  /** The text that parts form. */
  public static made(parts: readonly Part[]): PartialString { return PartialString.of(textOf(parts)) ?? PartialString.ANY; }

  public static of(outcome: Outcome): PartialString | undefined {
    switch (outcome.kind) {
      case 'literal': return new PartialString([String(outcome.value)]);
      case 'text': return new PartialString(outcome.parts);
      default: return undefined;
    }
  }

  private constructor(public readonly parts: readonly Part[]) {}

  /** Whether every part is a literal, an attribute or a pseudo parameter, so that none may be any text. */
  public get isTraceable(): boolean { return this.parts.every(part => typeof part === 'string' || part.kind !== 'gap'); }

  /** The text with a unique mark for each part that only the deployment knows. */
  public get key(): string { return this.parts.map(partKey).join(''); }

  /** The text, if all of it is known. */
  public get literal(): string | undefined {
    return this.parts.every(part => typeof part === 'string') ? this.parts.join('') : undefined;
  }

  /** The text with a stand-in for each pseudo parameter; `undefined` if other parts are unknown too. */
  public withStandIns(standIn: string): string | undefined {
    const texts = this.parts.map(part => typeof part === 'string' ? part : part.kind === 'pseudo' ? standIn : undefined);
    return texts.includes(undefined) ? undefined : texts.join('');
  }

  /** The text as messages print it. */
  public toString(): string { return this.parts.map(printed).join(''); }

  /** The known text at its start. */
  public get head(): string { return typeof this.parts[0] === 'string' ? this.parts[0] : ''; }

  /** The known text at its end. */
  public get tail(): string {
    const last = this.parts.at(-1);
    return typeof last === 'string' ? last : '';
  }

  /** The resource whose `Ref` is the end of the ARN. */
  public get arnTarget(): Resource | undefined {
    const [before, last] = [this.parts.at(-2), this.parts.at(-1)];
    const isArn = this.head.startsWith('arn:') && typeof before === 'string' && before.endsWith('/') && this.resources.length === 1;
    return isArn && typeof last === 'object' && last.kind === 'attribute' && last.attribute === 'Ref' ? last.resource : undefined;
  }

  /** The resources that it refers to. */
  public get resources(): readonly Resource[] {
    return this.parts.flatMap(part => typeof part === 'object' && part.kind === 'attribute' ? [part.resource] : []);
  }
}

function partKey(part: Part): string {
  if (typeof part === 'string') { return part; }
  switch (part.kind) {
    case 'attribute': return `\${${part.resource.template.name}#${part.resource.logicalId}.${part.attribute}}`;
    case 'pseudo': return `\${${part.name}}`;
    case 'gap': return '${?}';
  }
}

function printed(part: Part): string {
  if (typeof part === 'string') { return part; }
  switch (part.kind) {
    case 'attribute': return `\${${part.resource.logicalId}${part.attribute === 'Ref' ? '' : `.${part.attribute}`}}`;
    case 'pseudo': return `\${${part.name}}`;
    case 'gap': return '${…}';
  }
}
