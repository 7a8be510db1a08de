import * as ts from 'typescript';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `const x = require('y')` becomes a function, and each `x` a call of it. */
export function withLazyRequires(text: string): string {
  const source = ts.createSourceFile('module.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const required = new Map(source.statements.flatMap(statement => requireIn(statement) ?? []));
  for (const name of declaredWithin(source)) { required.delete(name); }
  const edits = [...required].map(([name, { statement, call }]) => (
    { start: statement.getStart(), end: statement.end, text: `let ${name}$; const ${name} = () => ${name}$ ??= ${call.getText()};` }
  ));
  return apply([...edits, ...usesIn(source, name => required.has(name))], text);
}

type Required = readonly [string, { readonly statement: ts.Statement; readonly call: ts.CallExpression }];

function requireIn(statement: ts.Statement): readonly [Required] | undefined {
  if (!ts.isVariableStatement(statement)) { return undefined; }
  const [{ name, initializer }, ...others] = statement.declarationList.declarations;
  const isRequire = initializer && ts.isCallExpression(initializer) && /^(?:__importStar\()?require\(/.test(initializer.getText());
  return isRequire && others.length === 0 && ts.isIdentifier(name) ? [[name.text, { statement, call: initializer }]] : undefined;
}

/** The names that functions and blocks declare: they hide required modules of the same name. */
function declaredWithin(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { name } = node as Partial<ts.NamedDeclaration>;
    const isDeclaration = ts.isParameter(node) || ts.isBindingElement(node) || ts.isVariableDeclaration(node) && !isTopLevel(node);
    if (isDeclaration && name && ts.isIdentifier(name)) { names.add(name.text); }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isTopLevel(declaration: ts.VariableDeclaration): boolean {
  return ts.isSourceFile(declaration.parent.parent.parent);
}

function usesIn(source: ts.SourceFile, isLazy: (name: string) => boolean): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isLazy(node.text) && isUse(node)) { edits.push(...callOf(node)); }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits;
}

/** Whether an identifier is a use of the value, and not the name of a property or the declaration. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) { return parent.expression === node; }
  return !(ts.isVariableDeclaration(parent) && parent.name === node) && !(ts.isPropertyAssignment(parent) && parent.name === node)
    && !ts.isMethodDeclaration(parent) && !ts.isPropertyDeclaration(parent) && !ts.isAccessor(parent);
}

function callOf(node: ts.Identifier): readonly Edit[] {
  const call = { start: node.end, end: node.end, text: '()' };
  if (ts.isShorthandPropertyAssignment(node.parent)) { return [{ ...call, text: `: ${node.text}()` }]; }
  let constructed: ts.Node = node;
  while (ts.isPropertyAccessExpression(constructed.parent) && constructed.parent.expression === constructed) { constructed = constructed.parent; }
  // `new x().Y()` would construct x
  if (!ts.isNewExpression(constructed.parent) || constructed.parent.expression !== constructed) { return [call]; }
  return [{ start: node.getStart(), end: node.getStart(), text: '(' }, call, { start: constructed.end, end: constructed.end, text: ')' }];
}

function apply(edits: readonly Edit[], text: string): string {
  const sorted = edits.map((edit, index) => ({ edit, index })).sort((a, b) => b.edit.start - a.edit.start || b.index - a.index);
  return sorted.reduce((done, { edit: { start, end, text: replacement } }) => done.slice(0, start) + replacement + done.slice(end), text);
}
