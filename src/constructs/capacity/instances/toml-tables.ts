/** A table of a TOML document; the lines before the first header have no name. */
export interface Table {
  readonly name: string;
  readonly lines: readonly string[];
}

const HEADER = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/;
/** The begin or the end of a string of several lines. */
const LONG_QUOTES = /"""|'''/g;

/** The tables of a document. Lines within a string of several lines are never headers; arrays of tables stay with the lines before. */
export function parseTables(toml: string): readonly Table[] {
  const tables: { readonly name: string; readonly lines: string[] }[] = [{ name: '', lines: [] }];
  let isInString = false;
  for (const line of toml.split('\n')) {
    const [, name] = isInString ? [] : HEADER.exec(line) ?? [];
    if (name === undefined) {
      tables[tables.length - 1].lines.push(line);
    } else {
      tables.push({ name: name.replace(/\s/g, ''), lines: [] });
    }
    if ((line.match(LONG_QUOTES)?.length ?? 0) % 2 === 1) { isInString = !isInString; }
  }
  return tables.filter(({ name, lines }) => name !== '' || lines.some(line => line.trim() !== ''));
}

/** Tables with those of another document: the lines of a table that both have are joined. */
export function withTables(tables: readonly Table[], others: readonly Table[]): readonly Table[] {
  const joined = new Map<string, readonly string[]>();
  for (const { name, lines } of [...tables, ...others]) { joined.set(name, [...joined.get(name) ?? [], ...trimmed(lines)]); }
  return [...joined].map(([name, lines]) => ({ name, lines }));
}

/** The lines without empty ones at the begin and the end. */
function trimmed(lines: readonly string[]): readonly string[] { return lines.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n'); }

/** Lines without a table come first, because a header ends only with the next one. */
export function renderTables(tables: readonly Table[]): string {
  const [top, rest] = [tables.filter(({ name }) => name === ''), tables.filter(({ name }) => name !== '')];
  return [...top.map(({ lines }) => lines.join('\n')), ...rest.map(({ name, lines }) => [`[${name}]`, ...lines].join('\n'))].join('\n\n');
}
