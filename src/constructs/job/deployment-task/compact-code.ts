/**
 * The code of a function without indentation, empty lines and the spaces around braces and operators, because the code in a template has at most 4096
 * characters. No text in the code may contain such a space.
 */
export function compactCode(code: string): string {
  return code.trim().replace(/\n\s*/g, '\n').replace(/ ?([{}]|=>|[!=]==|&&|\|\|) ?/g, '$1');
}
