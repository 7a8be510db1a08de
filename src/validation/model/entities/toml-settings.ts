import { AgentVariables, OPEN, Written } from './agent-variables';
import { BOTTLEROCKET_VARIABLES } from '../../../facts/agent-settings';
import { BOTTLEROCKET_CODE } from '../../../facts/user-data';
import { under } from '../evaluation/raw';

/** The settings of Bottlerocket in a TOML document, or why it is none. */
export function tomlSettings(text: string): AgentVariables & { readonly problem?: string } {
  try {
    // the bundle of the validator contains it (scripts/bundle-validator.ts); its types are those of an ES module
    // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
    const { parse } = require('smol-toml') as { parse(toml: string): unknown };
    const document = parse(text);
    const written = new Map<string, Written>();
    for (const [path, variable] of BOTTLEROCKET_VARIABLES) {
      const value = path.split('.').reduce(under, document);
      if (value !== undefined) { written.set(variable, typeof value === 'object' ? JSON.stringify(value) : String(value)); }
    }
    return { written, isClosed: BOTTLEROCKET_CODE.every(table => under(under(document, 'settings'), table) === undefined), lost: [] };
  } catch (error) {
    return { ...OPEN, problem: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  }
}
