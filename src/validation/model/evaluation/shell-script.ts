/** A word of a command, without its quotes. */
export interface Word {
  readonly text: string;
  /** Whether a variable or another command forms a part of it. */
  readonly isExpanded: boolean;
}

/** A command of a shell script, with its redirections. */
export interface Command {
  readonly words: readonly Word[];
  /** The files that it writes, and whether it replaces them. */
  readonly outputs: readonly { readonly file: string; readonly replaces: boolean }[];
  /** The text that it reads, if it is in the script. */
  readonly input?: Word;
  /** What separates it from the next command. */
  readonly end: string;
}

const OPERATOR = /^(?:&>>|\d*>>|\d*>\||\d*>&?\d?|<<<|<<-?|<|\|\||\||&&|&>|&|;;|;|\(|\)|\n)/;
const ENDS: readonly string[] = ['||', '|', '&&', '&', ';;', ';', '(', ')', '\n'];

/** The commands of a shell script, in their order. */
export function commandsOf(script: string): readonly Command[] { return new ShellReader(script.replace(/\r\n?/g, '\n').replace(/\\\n/g, ' ')).commands(); }

class ShellReader {
  private at = 0;
  /** Here-documents whose text begins on the next line. */
  private waiting: { readonly end: string; readonly isExpanded: boolean; readonly take: (text: Word) => void }[] = [];

  public constructor(private readonly script: string) {}

  public commands(): readonly Command[] {
    const commands: Command[] = [];
    while (this.at < this.script.length) { commands.push(this.command()); }
    return commands.filter(({ words, outputs, end }) => words.length + outputs.length > 0 || end === '(' || end === ')');
  }

  private command(): Command {
    const words: Word[] = [];
    const outputs: { file: string; replaces: boolean }[] = [];
    const found: { words: Word[]; outputs: typeof outputs; input?: Word; end: string } = { words, outputs, end: '\n' };
    for (;;) {
      this.skipBlanks();
      const operator = this.operator();
      if (operator === undefined) {
        if (this.at >= this.script.length) { return found; }
        words.push(this.word());
      } else if (ENDS.includes(operator)) {
        if (operator === '\n') { this.readWaiting(); }
        found.end = operator;
        return found;
      } else {
        this.redirect(operator, found);
      }
    }
  }

  private redirect(operator: string, found: { outputs: { file: string; replaces: boolean }[]; input?: Word }): void {
    if (/&\d$/.test(operator)) { return; }
    this.skipBlanks();
    if (operator.startsWith('<<') && operator !== '<<<') {
      const isQuoted = /^['"\\]/.test(this.script.slice(this.at));
      const end = this.word().text;
      this.waiting.push({ end, isExpanded: !isQuoted, take: text => { found.input = text; } });
      return;
    }
    const { text, isExpanded } = this.word();
    if (operator === '<<<') { found.input = { text, isExpanded }; } else if (!operator.startsWith('<')) {
      found.outputs.push({ file: isExpanded ? '$' : text, replaces: !operator.endsWith('>>') });
    }
  }

  private readWaiting(): void {
    for (const { end, isExpanded, take } of this.waiting) {
      const lines: string[] = [];
      while (this.at < this.script.length) {
        const stop = this.script.indexOf('\n', this.at);
        const line = this.script.slice(this.at, stop < 0 ? undefined : stop);
        this.at = stop < 0 ? this.script.length : stop + 1;
        if (line.trim() === end) { break; }
        lines.push(line);
      }
      const text = lines.join('\n');
      take({ text, isExpanded: isExpanded && /[$`]/.test(text) });
    }
    this.waiting = [];
  }

  private operator(): string | undefined {
    const [operator] = OPERATOR.exec(this.script.slice(this.at, this.at + 8)) ?? [];
    this.at += operator?.length ?? 0;
    return operator;
  }

  private skipBlanks(): void {
    while (/[ \t]/.test(this.script.charAt(this.at))) { this.at += 1; }
    if (this.script.charAt(this.at) !== '#') { return; }
    while (this.at < this.script.length && this.script.charAt(this.at) !== '\n') { this.at += 1; }
  }

  private word(): Word {
    let text = '';
    let isExpanded = false;
    while (this.at < this.script.length && !/[ \t\n;|&<>()]/.test(this.script.charAt(this.at))) {
      const character = this.script.charAt(this.at);
      if (character === '\'' || character === '"') {
        const inside = this.quoted(character);
        text += inside.text;
        isExpanded ||= inside.isExpanded;
      } else if (character === '\\') {
        text += this.script.charAt(this.at + 1);
        this.at += 2;
      } else {
        const step = this.expansion();
        isExpanded ||= step !== '';
        text += step || character;
        this.at += step ? step.length : 1;
      }
    }
    return { text, isExpanded };
  }

  /** The characters of a variable or of another command, if one begins here. */
  private expansion(): string {
    const rest = this.script.slice(this.at);
    if (rest.startsWith('$(')) { return rest.slice(0, closing(rest, 2)); }
    return /^(?:`[^`]*`?|\$\{[^}]*\}?|\$\w*)/.exec(rest)?.[0] ?? '';
  }

  private quoted(quote: string): Word {
    let end = this.at + 1;
    while (end < this.script.length && this.script.charAt(end) !== quote) { end += quote === '"' && this.script.charAt(end) === '\\' ? 2 : 1; }
    const inside = this.script.slice(this.at + 1, end);
    this.at = end + 1;
    return quote === '\'' ? { text: inside, isExpanded: false } : { text: inside.replace(/\\(["\\$`])/g, '$1'), isExpanded: /(?:^|[^\\])[$`]/.test(inside) };
  }
}

/** Where the parenthesis that is open at the start is closed. */
function closing(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length && depth > 0) {
    depth += text.charAt(at) === '(' ? 1 : text.charAt(at) === ')' ? -1 : 0;
    at += 1;
  }
  return at;
}
