import { AgentVariables, NONE, OPEN } from './agent-variables';
import { LaunchSettings, writtenSetting } from './launch-template';
import { powershellSettings } from './powershell-settings';
import { shellSettings } from './shell-settings';
import { tomlSettings } from './toml-settings';
import { FORM_STARTS, USER_DATA_LIMIT, UserDataForm } from '../../../facts/user-data';
import { MarkedText } from '../evaluation/marked-text';
import { onceForEach } from '../evaluation/once-for-each';
import { PartialString } from '../evaluation/partial-string';
import { under } from '../evaluation/raw';
import type { Location, Resource } from '../evaluation/resource';

/** What is known of a variable of the agent: its value, that user data certainly does not set it, or nothing. */
export type AgentVariable = { readonly state: 'set'; readonly value: PartialString } | { readonly state: 'absent' } | { readonly state: 'unknown' };

const UNKNOWN: AgentVariable = { state: 'unknown' };
const MIME_SCRIPT = /^content-type:[^\n]*text\/x-shellscript/im;
const TOML_TABLE = /^[ \t]*\[{1,2}[\w." \t-]+\]{1,2}[ \t]*(?:#.*)?$/m;
/** The most characters that are read. A part that only the deployment knows has few. */
const LONGEST = 4 * USER_DATA_LIMIT;
const CLOUD_CONFIG_CODE = /\b(?:runcmd|bootcmd|write_files|merge_how|power_state|ansible|chef|puppet|salt_minion|vendor_data|apt|snap)\b/;

/** The user data of instances: its form, and the variables of the ECS agent that it sets. */
export class UserData {
  public readonly form: UserDataForm;
  /** Why it is no TOML. */
  public readonly problem?: string;
  private readonly variables: AgentVariables;

  public constructor(private readonly marked: MarkedText, public readonly location: Location) {
    const { text } = marked;
    const begin = text.trimStart();
    const isRead = text.length <= LONGEST && this.leastBytes <= USER_DATA_LIMIT;
    const form = begin === '' ? 'NONE' : FORM_STARTS.find(([, start]) => start.test(begin))?.[0];
    const toml = form === undefined && isRead ? tomlSettings(marked.toml) : undefined;
    this.problem = toml?.problem;
    // the size of other text is the problem, and not its form
    this.form = form ?? (!isRead ? 'NONE' : toml && (toml.problem === undefined || TOML_TABLE.test(text)) ? 'TOML' : 'PLAIN');
    const settings = this.form === 'TOML' ? toml : undefined;
    this.variables = isRead ? settings ?? read(this.form, marked) : OPEN;
  }

  /** What is known of a variable. */
  public variable(name: string): AgentVariable {
    const { written, isClosed } = this.variables;
    if (!written.has(name)) { return isClosed ? { state: 'absent' } : UNKNOWN; }
    const value = written.get(name);
    // a command that is not read may change it later
    return value === undefined || !isClosed && [name, value].some(text => this.mentions(text) > 1) ? UNKNOWN : { state: 'set', value: this.marked.restored(value) };
  }

  /** Whether it may set a variable to a value. */
  public mayBe(name: string, value: string): boolean {
    const found = this.variable(name);
    return found.state === 'unknown' || found.state === 'set' && (found.value.literal ?? value) === value;
  }

  /** Whether nothing else in it may set a variable. */
  public get isClosed(): boolean { return this.variables.isClosed; }

  /** Variables in lines that look like settings but write nothing. */
  public get lost(): readonly string[] { return this.variables.lost; }

  /** Whether a word occurs anywhere in it. */
  public mayContain(word: string): boolean { return this.marked.text.includes(word) || this.marked.hasGap(this.marked.text); }

  /** The least number of bytes of the text. */
  public get leastBytes(): number { return Buffer.byteLength(this.marked.text.replace(/\uE000\d+\uE001/g, '')); }

  /** Whether a part that may be any text decides its form. */
  public get mayBeginWith(): boolean { return /^\s*\uE000/.test(this.marked.text); }

  /** Whether a part of it may be any text. */
  public get hasGap(): boolean { return this.marked.hasGap(this.marked.text); }

  private mentions(text: string): number { return text === '' ? 0 : this.marked.text.split(text).length - 1; }
}

/** The user data of a launch template or launch configuration, if it is one text. */
export const userDataOf = onceForEach((launch: LaunchSettings): UserData | undefined => userDataIn(launch));

function userDataIn(launch: LaunchSettings): UserData | undefined {
  const place = launch.data.get('UserData');
  const text = place.isAbsent ? PartialString.made([]) : decoded(launch.resource, writtenSetting(launch, 'UserData'));
  const marked = text && MarkedText.of(text);
  return marked && new UserData(marked, place.location);
}

/** The text in `Fn::Base64`, or of a literal in base64. */
function decoded({ template }: Resource, raw: unknown): PartialString | undefined {
  const script = under(raw, 'Fn::Base64');
  const [outcome, ...others] = template.evaluate(script ?? raw);
  if (others.length > 0) { return undefined; }
  if (script !== undefined) { return PartialString.of(outcome); }
  return outcome.kind === 'literal' && isBase64(String(outcome.value)) ? PartialString.made([Buffer.from(String(outcome.value), 'base64').toString('latin1')]) : undefined;
}

/** Whether a literal is text in base64, as EC2 requires. */
export function isBase64(text: string): boolean {
  const characters = text.replace(/\s/g, '');
  return characters.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(characters);
}

function read(form: UserDataForm, marked: MarkedText): AgentVariables {
  const { text } = marked;
  switch (form) {
    case 'NONE': return NONE;
    case 'PLAIN': return lostIn(marked);
    case 'SHELL': return /^#!\s*\/(?:usr\/)?bin\/(?:env\s+)?(?:ba|da|k|z)?sh\b/.test(text) ? shellSettings(marked, text) : OPEN;
    case 'POWERSHELL': return powershellSettings(marked, text);
    case 'CLOUD_CONFIG': return !CLOUD_CONFIG_CODE.test(text) && !marked.hasGap(text) ? NONE : OPEN;
    case 'MIME': return mimeSettings(marked);
    default: return OPEN;
  }
}

/** A message with one shell script; others are not read. */
function mimeSettings(marked: MarkedText): AgentVariables {
  const parts = marked.text.replace(/\r\n?/g, '\n').split(/^--.*$/m).slice(1).filter(part => part.trim() !== '');
  const [script, ...others] = parts.filter(part => MIME_SCRIPT.test(part) && !/^content-transfer-encoding:\s*base64/im.test(part));
  return parts.length === 1 && others.length === 0 && script !== undefined ? shellSettings(marked, script.trimStart().replace(/^[\s\S]*?\n\s*\n/, '')) : OPEN;
}

/** Text that nothing runs sets nothing. */
function lostIn(marked: MarkedText): AgentVariables {
  const names = new Set([...marked.text.matchAll(/\b(ECS_[A-Z_]+)=/g)].map(([, name]) => name));
  return marked.hasGap(marked.text.slice(0, 1)) || /^\uE000/.test(marked.text.trimStart()) ? OPEN : { ...NONE, lost: [...names] };
}
