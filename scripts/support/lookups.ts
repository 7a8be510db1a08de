import { join } from 'path';
import * as ts from 'typescript';

const REPOSITORY = join(__dirname, '../..');

/** A lookup in a map by a key that may be any text. */
export interface Lookup {
  /** File and line. */
  readonly place: string;
  readonly text: string;
}

/**
 * The lookups of a program that would find `constructor` in a table without such an entry: `table[key]`, `key in table` and destructuring by a key,
 * where the type of the key is any text. Use `own` of the facts, a Map, or a key of a union of literals instead.
 */
export function unsafeLookups(files: readonly string[]): readonly Lookup[] {
  const program = ts.createProgram([...files], { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, skipLibCheck: true, types: ['node'] });
  const checker = program.getTypeChecker();
  return files.flatMap(file => {
    const source = program.getSourceFile(file);
    return source ? lookupsIn(source, checker) : [];
  });
}

function lookupsIn(source: ts.SourceFile, checker: ts.TypeChecker): readonly Lookup[] {
  const found: Lookup[] = [];
  const visit = (node: ts.Node): void => {
    if (isByAnyText(node, checker)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${source.fileName.replace(`${REPOSITORY}/`, '')}:${line + 1}`, text: node.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isByAnyText(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isElementAccessExpression(node)) { return isAnyText(node.argumentExpression, checker) && !isAssigned(node); }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) { return isAnyText(node.left, checker); }
  return ts.isComputedPropertyName(node) && ts.isBindingElement(node.parent) && isAnyText(node.expression, checker);
}

/** An assignment to a key is not a lookup. */
function isAssigned(node: ts.ElementAccessExpression): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

const ANY_TEXT: readonly ts.TypeFlags[] = [ts.TypeFlags.String, ts.TypeFlags.Any, ts.TypeFlags.Unknown];

function isAnyText(key: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(key);
  const members = type.isUnion() ? type.types : [type];
  return members.some(({ flags }) => ANY_TEXT.includes(flags));
}
