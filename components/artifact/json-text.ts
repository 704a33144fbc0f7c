// JSON for reading: every number as it was written, and what each value is.

/** A number whose digits a JavaScript number would change: kept as it was written. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | WrittenNumber
  | JsonValue[]
  | { [name: string]: JsonValue };

type ReviverContext = { source?: string };

/** Parses without losing a digit, where the browser tells how a number was written. Throws SyntaxError. */
export function parseForReading(text: string): JsonValue {
  // The third argument is newer than TypeScript's own declaration of JSON.parse.
  const keepDigits = (_name: string, value: unknown, context?: ReviverContext) =>
    typeof value === "number" && context?.source !== undefined && String(value) !== context.source
      ? new WrittenNumber(context.source)
      : value;
  return JSON.parse(text, keepDigits);
}

const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]{32,}$/;

/** Whether a string in a document reads like a digest. */
export function looksLikeDigest(text: string): boolean {
  return text.length <= 255 && DIGEST.test(text);
}

// Where a manifest names blobs; digests elsewhere (subject, manifests, refers) are manifests.
const BLOB_FIELDS = new Set(["config", "layers", "blobs", "fsLayers"]);

/** Whether a value at this path of a manifest is a blob's digest. */
export function isBlobPath(path: readonly string[]): boolean {
  return BLOB_FIELDS.has(path[0] ?? "");
}
