import { AgentVariables, Written } from './agent-variables';
import { HARMLESS_CMDLETS, INITIALIZE_AGENT, INITIALIZE_PARAMETERS } from '../../../facts/user-data';
import type { MarkedText } from '../evaluation/marked-text';

const SCRIPT = /<powershell>([\s\S]*?)<\/powershell>/gi;
const SET_VARIABLE = /^\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*(["'])(\w+)\1\s*,\s*(?:'((?:''|[^'])*)'|"([^"]*)"|(\$\w+))\s*,\s*(?:(["'])Machine\6|\[(?:System\.)?EnvironmentVariableTarget\]::Machine)\s*\)$/i;
const PARAMETER = /^-(\w+)(?::?\s*(?:'((?:''|[^'])*)'|"([^"]*)"|([^\s-][^\s]*)))?\s*/;

/** The variables that the PowerShell scripts of Windows user data set, and the parameters with which they start the agent. */
export function powershellSettings(script: MarkedText, text: string): AgentVariables {
  const written = new Map<string, Written>();
  const scripts = [...text.matchAll(SCRIPT)].map(([, body]) => body);
  const rest = text.replace(SCRIPT, '').replace(/<persist>\s*(?:true|false)\s*<\/persist>|version:\s*[\d.]+/gi, '').trim();
  let isClosed = rest === '';
  let depth = 0;
  for (const statement of scripts.flatMap(statementsOf)) {
    const found = read(statement);
    const isSure = depth === 0;
    depth += count(statement, '{') - count(statement, '}');
    found.forEach(([name, value]) => written.set(name, isSure ? value : undefined));
    if (found.length === 0 && !(HARMLESS_CMDLETS.test(statement) && !script.hasGap(statement) && isAlone(statement)) && !/^[{}]*$/.test(statement)) { isClosed = false; }
  }
  return { written, isClosed, lost: [] };
}

function count(text: string, character: string): number { return text.replace(/'[^']*'|"[^"]*"/g, '').split(character).length - 1; }

/** A backtick continues a line. */
function statementsOf(script: string): readonly string[] {
  return script.replace(/\r\n?/g, '\n').replace(/`[ \t]*\n\s*/g, ' ').replace(/'[^']*'|"[^"]*"|;/g, token => token === ';' ? '\n' : token).split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
}

function read(statement: string): readonly (readonly [string, Written])[] {
  const [, , name, single, double] = SET_VARIABLE.exec(statement) ?? [];
  if (name !== undefined) { return [[name, valueOf(single, double)]]; }
  return statement.toLowerCase().startsWith(INITIALIZE_AGENT.toLowerCase()) ? parametersOf(statement.slice(INITIALIZE_AGENT.length)) : [];
}

/** The parameters end where another command reads the output. Names may be shortened, so that an unknown one may be any. */
function parametersOf(statement: string): readonly (readonly [string, Written])[] {
  const found: (readonly [string, Written])[] = [[INITIALIZE_AGENT, 'true']];
  let rest = beforePipe(statement).trim();
  let isKnown = true;
  for (let match = PARAMETER.exec(rest); match; match = PARAMETER.exec(rest)) {
    const [all, parameter, single, double, bare] = match;
    const variable = INITIALIZE_PARAMETERS.get(parameter.toLowerCase());
    isKnown &&= variable !== undefined;
    if (variable !== undefined) { found.push([variable, bare === undefined ? valueOf(single, double) ?? (all.includes('"') ? undefined : 'true') : valueOf(undefined, bare)]); }
    rest = rest.slice(all.length);
  }
  // parameters of a form that is not read may be any
  return rest === '' && isKnown ? found : [...found, ...[...INITIALIZE_PARAMETERS.values()].filter(name => !found.some(([other]) => other === name)).map(name => [name, undefined] as const)];
}

/** Whether nothing else runs with the output of a statement. */
function isAlone(statement: string): boolean {
  const command = statement.replace(/\|\s*Out-Null$/i, '');
  return beforePipe(command) === command && !command.includes('$(');
}

/** The part of a statement before a pipe or a redirection that is not in quotes. */
function beforePipe(statement: string): string {
  const end = statement.replace(/'[^']*'|"[^"]*"/g, text => '-'.repeat(text.length)).search(/[|>&]/);
  return end < 0 ? statement : statement.slice(0, end);
}

/** A text in double quotes may contain variables. */
function valueOf(single: string | undefined, double: string | undefined): Written {
  if (single !== undefined) { return single.replaceAll('\'\'', '\''); }
  return double === undefined || double.includes('$') ? undefined : double.replaceAll('`"', '"');
}
