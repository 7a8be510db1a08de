import { AgentVariables, variablesIn, Written } from './agent-variables';
import { AGENT_FILE, HARMLESS_COMMANDS, HARMLESS_READERS } from '../../../facts/user-data';
import type { MarkedText } from '../evaluation/marked-text';
import { Command, commandsOf, Word } from '../evaluation/shell-script';

const BLOCK_STARTS = /^(?:if|case|for|while|until|select|\{)$/;
const BLOCK_ENDS = /^(?:fi|esac|done|\})$/;
const BLOCK_WORDS = /^(?:then|else|elif|do|in|\[|\[\[|test|true|false|!)$/;
/** Files of which nothing is run, and which are none of the agent. A script that runs one of them is not harmless itself. */
const HARMLESS_FILE = /^\/(?:var\/log|(?:tmp|var\/tmp|dev|proc|sys|etc\/(?:docker|sysctl|security|motd|hosts|hostname|resolv|fstab|issue))(?![^\n]*ecs))/;
/** Units with variables that a command gives to them. */
const UNIT_VARIABLES: readonly string[] = ['set-environment', 'import-environment', 'edit', 'link', 'enable', 'set-property'];
/** Packages from a file or an address may contain anything. */
const OTHER_PACKAGE = /[/:]/;
const PACKAGE_MANAGERS: readonly string[] = ['yum', 'dnf', 'apt-get'];
/** Commands after which && means a condition. */
const TESTS = /^(?:\[|\[\[|test|grep)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** The variables that a shell script writes to the file of the agent. */
export function shellSettings(script: MarkedText, text: string): AgentVariables {
  const reader = new SettingsReader(script);
  const commands = commandsOf(text);
  commands.every((command, index) => reader.read(command, commands[index + 1], commands[index - 1]?.end ?? ''));
  return reader;
}

class SettingsReader implements AgentVariables {
  public readonly written = new Map<string, Written>();
  public readonly lost: string[] = [];
  public isClosed = true;
  private depth = 0;
  private isPiped = false;
  /** Whether the command runs only if others succeed or fail. */
  private isConditional = false;
  /** The variable of a line that a command did not end, so that the next one may continue it. */
  private unfinished?: string;

  public constructor(private readonly script: MarkedText) {}

  /** False if the script ends here. */
  public read(command: Command, next: Command | undefined, previousEnd: string): boolean {
    const wasPiped = this.isPiped;
    this.isPiped = command.end === '|';
    if (command.end === '(' || command.end === ')') { this.isClosed = false; }
    const words = this.withoutKeywords(command.words);
    const isWritten = writesAgentFile(command, next);
    if (words.some(({ text }) => this.script.hasGap(text.replace(ASSIGNMENT, ''))) && !isWritten) { this.isClosed = false; }
    if (wasPiped) {
      this.isClosed &&= isTee(words) || isHarmlessReader(command, words);
    } else if (isWritten) {
      this.write(command, words, next);
    } else {
      this.isClosed &&= isHarmless(command, words);
    }
    const [first] = words;
    this.isConditional = command.end === '||' || (command.end === '&&' || command.end === '|') && (this.isConditional || TESTS.test(first?.text ?? ''));
    return first?.text !== 'exit' || this.depth > 0 || ['&&', '||'].includes(previousEnd);
  }

  /** The words of the command itself; the keywords before it begin or end blocks. */
  private withoutKeywords(words: readonly Word[]): readonly Word[] {
    let from = 0;
    for (; from < words.length; from++) {
      const { text } = words[from];
      if (BLOCK_STARTS.test(text)) { this.depth += 1; } else if (BLOCK_ENDS.test(text)) { this.depth -= 1; } else if (!/^(?:then|else|elif|do|!|sudo)$/.test(text)) { break; }
    }
    return words.slice(from);
  }

  private write(command: Command, words: readonly Word[], next: Command | undefined): void {
    const content = contentOf(command, words);
    if (content === undefined) {
      if (words.length === 1 && ASSIGNMENT.test(words[0].text)) { this.lost.push(words[0].text.split('=')[0]); } else { this.isClosed = false; }
      return;
    }
    if (this.unfinished !== undefined) {
      this.written.set(this.unfinished, undefined);
      this.isClosed = false;
    }
    const isSure = this.depth === 0 && !this.isConditional;
    if (isSure && replacesAgentFile(command, next)) { this.written.clear(); }
    const found = variablesIn(content.text);
    for (const [name, value] of found) { this.written.set(name, isSure && !(content.isExpanded && /[$`]/.test(value)) ? unquoted(value) : undefined); }
    this.unfinished = content.isUnfinished ? found.at(-1)?.[0] : undefined;
    if (content.text.split('\n').some(line => this.mayBeFurther(line))) { this.isClosed = false; }
  }

  /** Whether a line may contain any variable. */
  private mayBeFurther(line: string): boolean { return /^\s*[$`]/.test(line) || !ASSIGNMENT.test(line.trim()) && this.script.hasGap(line); }
}

/** The text that a command writes, and whether the next text may continue its last line. */
interface Content extends Word {
  readonly isUnfinished?: boolean;
}

/** The text that a command writes: the arguments of echo, the format of printf if it has no arguments, or a here-document. */
function contentOf({ input }: Command, [command, ...words]: readonly Word[]): Content | undefined {
  switch (command?.text) {
    case 'cat': case 'tee': return input;
    case 'echo': return echoed(words);
    case 'printf': return formatted(words);
    default: return undefined;
  }
}

function echoed(words: readonly Word[]): Content {
  const options = words.findIndex(({ text }) => !/^-[enE]+$/.test(text));
  const shown = options < 0 ? [] : words.slice(options);
  return {
    text: shown.map(({ text }) => text).join(' ').replaceAll('\\n', '\n'),
    isExpanded: shown.some(({ isExpanded }) => isExpanded),
    isUnfinished: words.slice(0, words.length - shown.length).some(({ text }) => text.includes('n')),
  };
}

function formatted([format]: readonly Word[]): Content | undefined {
  if (!format || /^-|%|\\(?!n)/.test(format.text)) { return undefined; }
  const text = format.text.replaceAll('\\n', '\n');
  return { text, isExpanded: format.isExpanded, isUnfinished: !text.endsWith('\n') };
}

/** The file of the agent keeps quotes around the whole value, but scripts that write them mean the value. */
function unquoted(value: string): string { return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value; }

function writesAgentFile({ outputs, words, end }: Command, next: Command | undefined): boolean {
  return outputs.some(({ file }) => file === AGENT_FILE) || isTee(words) || end === '|' && next !== undefined && isTee(next.words);
}

function isTee(words: readonly Word[]): boolean { return words.some(({ text }) => text === 'tee') && words.some(({ text }) => text === AGENT_FILE); }

function replacesAgentFile({ outputs, words }: Command, next: Command | undefined): boolean {
  const output = outputs.find(({ file }) => file === AGENT_FILE);
  const tee = isTee(words) ? words : next?.words ?? [];
  return output ? output.replaces : !tee.some(({ text }) => text === '-a' || text === '--append');
}

function isHarmless({ outputs, input }: Command, words: readonly Word[]): boolean {
  if (outputs.some(({ file }) => isDoubtfulFile(file))) { return false; }
  const [first] = words;
  if (first === undefined || BLOCK_WORDS.test(first.text)) { return !words.some(isCommandWithin); }
  if (words.some(isCommandWithin)) { return false; }
  if (words.every(({ text }) => ASSIGNMENT.test(text))) { return true; }
  if (first.text === 'cat') { return input !== undefined && outputs.length > 0; }
  if (PACKAGE_MANAGERS.includes(first.text) && words.some(({ text, isExpanded }) => isExpanded || OTHER_PACKAGE.test(text))) { return false; }
  if (first.text === 'systemctl' && words.some(({ text }) => UNIT_VARIABLES.includes(text))) { return false; }
  return HARMLESS_COMMANDS.has(first.text);
}

/** Whether a command that another one writes to runs no code, and changes no file of the agent. */
function isHarmlessReader({ outputs }: Command, [first, ...others]: readonly Word[]): boolean {
  if (first === undefined || !HARMLESS_READERS.has(first.text) || [first, ...others].some(isCommandWithin)) { return false; }
  const files = first.text === 'tee' ? others.filter(({ text }) => !text.startsWith('-')).map(({ text, isExpanded }) => isExpanded ? '$' : text) : [];
  return ![...files, ...outputs.map(({ file }) => file)].some(isDoubtfulFile);
}

function isDoubtfulFile(file: string): boolean { return !HARMLESS_FILE.test(file); }

function isCommandWithin({ text, isExpanded }: Word): boolean { return isExpanded && /`|\$\(/.test(text); }
