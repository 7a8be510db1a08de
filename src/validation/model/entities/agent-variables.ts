/** A setting of the agent in user data: its value with marks, or `undefined` where a condition or a command of the script decides it. */
export type Written = string | undefined;

/** What user data sets, as one of its forms was read. */
export interface AgentVariables {
  readonly written: ReadonlyMap<string, Written>;
  /** Whether nothing else in it may set a variable. */
  readonly isClosed: boolean;
  /** Variables of lines that look like settings but write nothing. */
  readonly lost: readonly string[];
}

/** Nothing is known about any variable. */
export const OPEN: AgentVariables = { written: new Map(), isClosed: false, lost: [] };

export const NONE: AgentVariables = { written: new Map(), isClosed: true, lost: [] };

const LINE = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=([^]*)$/;

/** The variables in the lines of a file of the agent. */
export function variablesIn(text: string): readonly (readonly [string, string])[] {
  return text.split('\n').flatMap(line => {
    const [, name, value] = LINE.exec(line) ?? [];
    return name === undefined ? [] : [[name, value.trimEnd()] as const];
  });
}
