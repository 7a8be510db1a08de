import { ARN_FORMS, ArnForm, PSEUDO_SHAPES, REF_OF_ANOTHER } from '../../../facts/arns';
import { own } from '../../../facts/own';
import { onceForEach } from '../evaluation/once-for-each';
import { Attribute, Part } from '../evaluation/outcome';
import type { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { ResultsByText } from '../evaluation/results-by-text';
import { piecesOf as piecesIn } from '../evaluation/substitution';

/** One piece of a text: a letter (any character), a wildcard, or a stand-in for characters that only the deployment knows. */
export interface PatternToken {
  /** Two tokens with the same key are the same characters, unless they are wildcards or blanks. */
  readonly key: string;
  /** The possible text, as a wildcard pattern in which `~` means any characters but colons. The shape of a letter is the letter. */
  readonly shape: string;
  readonly kind: 'letter' | 'wildcard' | 'stand-in' | 'blank';
}

const BLANK: PatternToken = { key: '', shape: '*', kind: 'blank' };
const SECRET_SUFFIX_LENGTH = 6;
/** A longer chain of resources that return the value of another resource is circular. */
const MAX_DEPTH = 10;

/** The tokens of a text. Stars and question marks are letters, except in a pattern. References to resources become their ARNs. */
export function patternTokensOf(partial: PartialString, isPattern = false): readonly PatternToken[] {
  return isPattern ? ofPattern(partial) : ofText(partial);
}

/** Cached, because a text is compared with many patterns, and a pattern with many texts. */
const ofText = onceForEach((partial: PartialString) => partial.parts.flatMap(part => tokensOfPart(part, false)));
const ofPattern = onceForEach((partial: PartialString) => partial.parts.flatMap(part => tokensOfPart(part, true)));

/** The canonical form of an attribute: the same for all attributes that return the same text, even those of another resource. */
export function canonical(part: Attribute, depth = 0): Attribute | undefined {
  const { resource, attribute } = part;
  const key = attribute === 'Ref' ? own(REF_OF_ANOTHER, resource.type) : undefined;
  if (key !== undefined) {
    const another = resource.properties.get(key).asAttribute;
    return another && depth < MAX_DEPTH ? canonical(another, depth + 1) : undefined;
  }
  const form = own(ARN_FORMS, resource.type);
  return form?.attributes.includes(attribute) ? { ...part, attribute: form.attributes[0] } : part;
}

/** Whether an attribute is the ARN of its resource. */
export function isArn({ resource, attribute }: Attribute): boolean {
  return own(ARN_FORMS, resource.type)?.attributes.includes(attribute) === true;
}

function tokensOfPart(part: Part, isPattern: boolean): readonly PatternToken[] {
  if (typeof part === 'string') { return tokensOfText(part, isPattern); }
  switch (part.kind) {
    case 'gap': return [BLANK];
    case 'pseudo': return [standIn(part.name, own(PSEUDO_SHAPES, part.name))];
    case 'attribute': return tokensOfAttribute(part, isPattern);
  }
}

/** Texts between the references of policies are few: `arn:`, the names of services, and the like. */
const OF_TEXTS = new ResultsByText<readonly PatternToken[]>();
const OF_PATTERNS = new ResultsByText<readonly PatternToken[]>();

function tokensOfText(text: string, isPattern: boolean): readonly PatternToken[] {
  return (isPattern ? OF_PATTERNS : OF_TEXTS).of(text, () => readText(text, isPattern));
}

function readText(text: string, isPattern: boolean): readonly PatternToken[] {
  if (!isPattern || !text.includes('${')) { return Array.from(text, isPattern ? wildcardOrLetter : letter); }
  // policy variables, such as ${aws:PrincipalTag/team}
  return piecesIn(text).flatMap(piece => piece.isReference ? [BLANK] : Array.from(piece.text, wildcardOrLetter));
}

function tokensOfAttribute(part: Attribute, isPattern: boolean): readonly PatternToken[] {
  const named = canonical(part);
  if (!named) { return [BLANK]; }
  const form = own(ARN_FORMS, named.resource.type);
  if (form && isArn(named)) { return tokensOfArn(named, form, isPattern); }
  if (form?.nameAttribute === named.attribute) { return nameTokens(named, form); }
  return named.resource.type === 'AWS::SSM::Parameter' && named.attribute === 'Ref' ? nameOf(named, 'Name') : [standIn(keyOf(named, named.attribute))];
}

function tokensOfArn(arn: Attribute, form: ArnForm, isPattern: boolean): readonly PatternToken[] {
  return piecesOf(form.form).flatMap(piece => {
    switch (piece) {
      case '{partition}': return pseudoTokens(arn, 'AWS::Partition');
      case '{region}': return pseudoTokens(arn, 'AWS::Region');
      case '{account}': return pseudoTokens(arn, 'AWS::AccountId');
      case '{path}': return pathTokens(arn);
      case '{name}': return nameTokens(arn, form);
      case '{revision}': return [standIn(keyOf(arn, 'revision'), '~')];
      case '{suffix}': return Array.from({ length: SECRET_SUFFIX_LENGTH }, (_, at) => standIn(keyOf(arn, `suffix${at}`), '?'));
      default: return tokensOfText(piece, isPattern);
    }
  });
}

const PIECES = new Map<string, readonly string[]>();

function piecesOf(form: string): readonly string[] {
  const known = PIECES.get(form) ?? form.split(/(\{[a-z]+\})/);
  PIECES.set(form, known);
  return known;
}

/** Constant objects, because templates cache the outcomes of an expression by its object. */
const REFERENCES: Readonly<Record<string, object>> = Object.fromEntries(Object.keys(PSEUDO_SHAPES).map(name => [name, { Ref: name }]));

function pseudoTokens({ resource }: Attribute, name: string): readonly PatternToken[] {
  const [outcome] = resource.template.evaluate(own(REFERENCES, name));
  return outcome.kind === 'literal' ? [...String(outcome.value)].map(letter) : [standIn(name, own(PSEUDO_SHAPES, name))];
}

function nameTokens(attribute: Attribute, form: ArnForm): readonly PatternToken[] {
  return form.nameProperty === undefined ? [standIn(keyOf(attribute, 'name'), '~')] : nameOf(attribute, form.nameProperty);
}

function nameOf(attribute: Attribute, property: string): readonly PatternToken[] {
  const { resource } = attribute;
  const given = resource.properties.text(property);
  if (given.known !== undefined) { return [...given.known].map(letter); }
  const start = given.isAbsent && resource.type === 'AWS::IAM::Role' ? startOfGeneratedName(resource) : '';
  return [...[...start].map(letter), standIn(keyOf(attribute, 'name'), '~')];
}

/** CloudFormation starts the generated name of a role with the name of the stack, of which it keeps at least this many characters. */
const STACK_NAME_LETTERS = 20;

function startOfGeneratedName({ template: { source: { stackName } } }: Resource): string {
  return stackName === undefined ? '' : `${stackName}-`.slice(0, STACK_NAME_LETTERS);
}

function pathTokens(attribute: Attribute): readonly PatternToken[] {
  const path = attribute.resource.properties.text('Path').orDefault('/').known;
  return path === undefined ? [standIn(keyOf(attribute, 'path'), '/~')] : [...path].map(letter);
}

function keyOf({ resource }: Attribute, what: string): string {
  return `${resource.template.name}#${resource.logicalId}.${what}`;
}

function standIn(key: string, shape = '*'): PatternToken { return { key: `\${${key}}`, shape, kind: 'stand-in' }; }

const LETTERS = new Map<string, PatternToken>();

function letter(text: string): PatternToken {
  const known = LETTERS.get(text);
  if (known) { return known; }
  const made: PatternToken = { key: text, shape: text, kind: 'letter' };
  LETTERS.set(text, made);
  return made;
}

const WILDCARDS: Readonly<Record<string, PatternToken>> = { '*': { key: '*', shape: '*', kind: 'wildcard' }, '?': { key: '?', shape: '?', kind: 'wildcard' } };

function wildcardOrLetter(text: string): PatternToken { return own(WILDCARDS, text) ?? letter(text); }
