// References: from anything that people paste, to the canonical text, to the app's own addresses and back.
import type { ExplorerError } from "#lib/errors";
import { unwrapPasted } from "./pasted.ts";
import { type Piece, pieceFault } from "./piece.ts";
import {
  type Flaw,
  formatReference,
  isFlaw,
  MAX_REFERENCE,
  type Reference,
  readReference,
  suggest,
} from "./reference-grammar.ts";

/**
 * Reads a reference out of anything pasted: bare, quoted, a command, a Dockerfile or YAML line, `docker://`,
 * `oci://`, a page of a registry's web site, an address of the distribution API. As Docker does, `ubuntu` is
 * docker.io/library/ubuntu:latest. Throws bad-reference with the wrong part, the rule, and a suggestion if one parses.
 */
export function parseReference(pasted: string): Reference {
  return fromPiece(unwrapPasted(pasted));
}

/** The app's address of a reference: `/r/<registry>/<repository>:<tag>` or `@<digest>`, or both. */
export function referencePath(reference: Omit<Reference, "text">): string {
  const segments = formatReference(reference).split("/");
  return `/r/${segments.map(encodeSegment).join("/")}`;
}

/** The inverse of `referencePath`, from the path's segments after `/r/`, percent-encoded or not. Throws bad-reference. */
export function referenceFromPath(segments: string[]): Reference {
  const text = segments.map(decodeSegment).join("/");
  return fromPiece({ text, from: text.slice(0, MAX_REFERENCE), at: 0 });
}

function fromPiece(piece: Piece): Reference {
  const read = readReference(piece.text);
  if (isFlaw(read)) throw toFault(piece, read);
  return read;
}

function toFault(piece: Piece, { start, end, sentence, candidate }: Flaw): ExplorerError {
  const isLong = piece.text.length > MAX_REFERENCE;
  const shown = isLong ? { ...piece, from: piece.text.slice(0, MAX_REFERENCE), at: 0 } : piece;
  return pieceFault(shown, start, end, sentence, suggest(candidate));
}

/** A colon and an @ need no escape in a path, and an address with them can be read by people. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll("%3A", ":").replaceAll("%40", "@");
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
