/** A piece of a text with references: literal text, or the name between `${` and `}`. */
export interface Piece {
  readonly text: string;
  readonly isReference: boolean;
}

/** The pieces of a text. A reference that is not closed is literal text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < text.length) {
    const start = text.indexOf('${', from);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) { break; }
    if (start > from) { pieces.push({ text: text.slice(from, start), isReference: false }); }
    pieces.push({ text: text.slice(start + 2, end), isReference: true });
    from = end + 1;
  }
  if (from < text.length) { pieces.push({ text: text.slice(from), isReference: false }); }
  return pieces;
}
