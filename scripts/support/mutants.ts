import ts from 'typescript';

/** The source of a rule with one of its guards changed. */
export interface Mutant {
  /** The change, in source text without line numbers, so that it stays the same when lines move. */
  readonly change: string;
  readonly source: string;
}

interface Edit {
  readonly change: string;
  readonly node: ts.Node;
  readonly text: string;
}

/** One mutant for each way to drop or force a condition, or to drop an operand or a filter, in `check` and the declarations it uses in the file, or in a file without a rule. */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.ES2022, true);
  const seen = new Map<string, number>();
  return checkedParts(file).flatMap(part => nodesBelow(part).flatMap(editsOf)).map(({ change, node, text }) => {
    const count = (seen.get(change) ?? 0) + 1;
    seen.set(change, count);
    return {
      change: count === 1 ? change : `${change} (${count})`,
      source: source.slice(0, node.getStart()) + text + source.slice(node.getEnd()),
    };
  });
}

/** `check`, and the declarations of the file that it uses; all of a file without a rule. The builders of the examples are not included. */
function checkedParts(file: ts.SourceFile): readonly ts.Node[] {
  const declarations = new Map(file.statements.flatMap(declared));
  const parts = new Set<ts.Node>();
  const reach = (part: ts.Node) => {
    if (parts.has(part)) { return; }
    parts.add(part);
    for (const node of nodesBelow(part)) {
      const declaration = ts.isIdentifier(node) ? declarations.get(node.text) : undefined;
      if (declaration) { reach(declaration); }
    }
  };
  const checks = nodesBelow(file).filter(isCheck);
  for (const node of checks.length > 0 ? checks : file.statements) { reach(node); }
  return [...parts].sort((a, b) => a.pos - b.pos);
}

function isCheck(node: ts.Node): boolean {
  return (ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node)) && node.name.getText() === 'check';
}

function declared(statement: ts.Statement): readonly (readonly [string, ts.Node])[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(declaration => [declaration.name.getText(), declaration] as const);
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [[statement.name.text, statement]] : [];
}

function nodesBelow(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, child => { children.push(child); });
  return [node, ...children.flatMap(nodesBelow)];
}

function editsOf(node: ts.Node): readonly Edit[] {
  if (ts.isIfStatement(node)) { return forced(node.expression, condition => `if (${condition})`); }
  if (ts.isConditionalExpression(node)) { return forced(node.condition, condition => `${condition} ? … : …`); }
  if (isFilter(node)) { return [{ change: `${words(node)} → keeps all`, node: node.arguments[0], text: '() => true' }]; }
  return isChain(node) && !isOperandOfSame(node) ? withoutEachOperand(node) : [];
}

function forced(condition: ts.Expression, shown: (condition: string) => string): readonly Edit[] {
  return ['true', 'false'].map(text => ({ change: `${shown(words(condition))} → ${text}`, node: condition, text }));
}

function withoutEachOperand(chain: ts.BinaryExpression): readonly Edit[] {
  const operands = operandsOf(chain, chain.operatorToken.kind);
  const operator = ` ${chain.operatorToken.getText()} `;
  return operands.map((dropped, index) => ({
    change: `${words(chain)} → without ${words(dropped)}`,
    node: chain,
    text: `(${operands.filter((_, other) => other !== index).map(operand => operand.getText()).join(operator)})`,
  }));
}

function operandsOf(node: ts.Expression, operator: ts.SyntaxKind): readonly ts.Expression[] {
  if (!isChain(node) || node.operatorToken.kind !== operator) { return [node]; }
  return [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)];
}

function isOperandOfSame(chain: ts.BinaryExpression): boolean {
  return ts.isBinaryExpression(chain.parent) && chain.parent.operatorToken.kind === chain.operatorToken.kind;
}

function isChain(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node)
    && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind);
}

function isFilter(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'filter' && node.arguments.length === 1;
}

/** The text of a node in one line; for a filter, only the call of `filter`. */
function words(node: ts.Node): string {
  const shown = isFilter(node) ? `.filter(${node.arguments[0].getText()})` : node.getText();
  return shown.replace(/\s+/g, ' ');
}
