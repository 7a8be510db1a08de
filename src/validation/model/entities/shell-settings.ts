import { AgentVariables, variablesIn, Written } from './agent-variables';
import { AGENT_FILE, HARMLESS_COMMANDS } from '../../../facts/user-data';
import type { MarkedText } from '../evaluation/marked-text';
import { Command, commandsOf, Word } from '../evaluation/shell-script';

const BLOCK_STARTS = /^(?:if|case|for|while|until|select|\{)$/;
const BLOCK_ENDS = /^(?:fi|esac|done|\})$/;
const BLOCK_WORDS = /^(?:then|else|elif|do|in|\[|\[\[|test|true|false|!)$/;
/** Files that the system runs. */
const RUN_LATER = /^(?:\$|\/(?:etc\/(?:systemd|cron|rc|init|profile)|usr\/lib\/systemd|lib\/systemd|var\/lib\/cloud))/;
/** Packages from a file or an address may contain anything. */
const OTHER_PACKAGE = /[/:]/;
const PACKAGE_MANAGERS: readonly string[] = ['yum', 'dnf', 'apt-get'];
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** The variables that a shell script writes to the file of the agent. */
export function shellSettings(script: MarkedText, text: string): AgentVariables {
  const reader = new SettingsReader(script);
  const commands = commandsOf(text);
  commands.every((command, index) => reader.read(command, commands[index + 1]));
  return reader;
}

class SettingsReader implements AgentVariables {
  public readonly written = new Map<string, Written>();
  public readonly lost: string[] = [];
  public isClosed = true;
  private depth = 0;
  private isPiped = false;

  public constructor(private readonly script: MarkedText) {}

  /** False if the script ends here. */
  public read(command: Command, next: Command | undefined): boolean {
    const wasPiped = this.isPiped;
    this.isPiped = command.end === '|';
    if (command.end === '(' || command.end === ')') { this.isClosed = false; }
    const words = this.withoutKeywords(command.words);
    if (words.some(({ text }) => this.script.hasGap(text.replace(ASSIGNMENT, ''))) && !writesAgentFile(command, next)) { this.isClosed = false; }
    if (wasPiped) { return true; }
    if (writesAgentFile(command, next)) { this.write(command, words, next); } else { this.isClosed &&= isHarmless(command, words); }
    return words[0]?.text !== 'exit' || this.depth > 0;
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
    if (this.depth === 0 && replacesAgentFile(command, next)) { this.written.clear(); }
    const isSure = this.depth === 0 && command.end !== '||' && !content.isExpanded;
    for (const [name, value] of variablesIn(content.text)) { this.written.set(name, isSure || this.depth === 0 && !/[$`]/.test(value) ? unquoted(value) : undefined); }
    if (content.text.split('\n').some(line => this.mayBeFurther(line))) { this.isClosed = false; }
  }

  /** Whether a line may contain any variable. */
  private mayBeFurther(line: string): boolean { return /^\s*[$`]/.test(line) || !ASSIGNMENT.test(line.trim()) && this.script.hasGap(line); }
}

/** The text that a command writes: the arguments of echo, or a here-document. */
function contentOf({ input }: Command, [command, ...words]: readonly Word[]): Word | undefined {
  if (input && ['cat', 'tee'].includes(command?.text)) { return input; }
  if (!['echo', 'printf'].includes(command?.text)) { return undefined; }
  const [option, ...others] = words;
  const shown = option && /^-[enE]+$/.test(option.text) ? others : words;
  return { text: shown.map(({ text }) => text).join(' ').replaceAll('\\n', '\n'), isExpanded: shown.some(({ isExpanded }) => isExpanded) };
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
  if (outputs.some(({ file }) => RUN_LATER.test(file))) { return false; }
  const [first] = words;
  if (first === undefined || BLOCK_WORDS.test(first.text)) { return !words.some(isCommandWithin); }
  if (words.some(isCommandWithin)) { return false; }
  if (words.every(({ text }) => ASSIGNMENT.test(text))) { return true; }
  if (first.text === 'cat') { return input !== undefined && outputs.length > 0; }
  if (PACKAGE_MANAGERS.includes(first.text) && words.some(({ text, isExpanded }) => isExpanded || OTHER_PACKAGE.test(text))) { return false; }
  return HARMLESS_COMMANDS.has(first.text);
}

function isCommandWithin({ text, isExpanded }: Word): boolean { return isExpanded && /`|\$\(/.test(text); }
