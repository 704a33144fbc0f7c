// A part of what a person pasted that remembers where it stood, so that a fault can point at it.
import { ExplorerError } from "#lib/errors";

/** A part of a text: `text` stands in `from` at offset `at`. `from` is what a fault shows the reader. */
export type Piece = { text: string; from: string; at: number };

/** `[start, end)` of a piece. */
export function slicePiece(piece: Piece, start: number, end = piece.text.length): Piece {
  return { text: piece.text.slice(start, end), from: piece.from, at: piece.at + start };
}

/** A bad-reference about `[start, end)` of the piece. `sentence` says which part is wrong and what is allowed. */
export function pieceFault(
  piece: Piece,
  start: number,
  end: number,
  sentence: string,
  suggestion?: string,
): ExplorerError {
  const { from, at } = piece;
  const input = {
    text: from,
    start: Math.min(at + start, from.length),
    end: Math.min(at + end, from.length),
  };
  return new ExplorerError("bad-reference", {
    detail: sentence,
    input: suggestion === undefined ? input : { ...input, suggestion },
  });
}
