// Answers in the forms that registries give: JSON, the specification's error body, bytes, and plain pages.
import type { ServerResponse } from "node:http";

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes, and distribution's own. */
export type ErrorCode =
  | "BLOB_UNKNOWN"
  | "BLOB_UPLOAD_INVALID"
  | "BLOB_UPLOAD_UNKNOWN"
  | "DIGEST_INVALID"
  | "MANIFEST_BLOB_UNKNOWN"
  | "MANIFEST_INVALID"
  | "MANIFEST_UNKNOWN"
  | "NAME_UNKNOWN"
  | "SIZE_INVALID"
  | "UNAUTHORIZED"
  | "DENIED"
  | "UNSUPPORTED"
  | "PAGINATION_NUMBER_INVALID"
  | "PRECONDITION_FAILED"
  | "RANGE_INVALID"
  | "UNKNOWN";

export type Headers = Record<string, string | string[]>;

/** A whole answer. Content-Length is added when it is written. */
export type Reply = { status: number; headers: Headers; body: Uint8Array };

/** Writes it; node leaves the body out of a HEAD's answer and keeps its Content-Length. */
export function writeReply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, status === 204 ? headers : { "Content-Length": body.byteLength, ...headers });
  response.end(body);
}

export function bytesReply(
  status: number,
  contentType: string,
  body: Uint8Array | string,
  headers: Headers = {},
): Reply {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { status, headers: { "Content-Type": contentType, ...headers }, body: bytes };
}

/** A status without a body. */
export function emptyReply(status: number, headers: Headers = {}): Reply {
  return { status, headers, body: new Uint8Array() };
}

export function jsonReply(status: number, value: unknown, headers: Headers = {}): Reply {
  return bytesReply(status, "application/json; charset=utf-8", JSON.stringify(value), headers);
}

/** The specification's error body with one error. */
export function errorReply(status: number, code: ErrorCode, message: string, headers: Headers = {}): Reply {
  return jsonReply(status, { errors: [{ code, message }] }, headers);
}

/** What a registry that knows no such route says: distribution's router answers in plain text. */
export function noRouteReply(): Reply {
  return bytesReply(404, "text/plain; charset=utf-8", "404 page not found\n", {
    "X-Content-Type-Options": "nosniff",
  });
}

export function htmlReply(status: number, title: string): Reply {
  const page = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return bytesReply(status, "text/html; charset=utf-8", page);
}

/** 405 for a method that the route does not have, or that is switched off here. */
export function unsupportedReply(message: string, allow?: string): Reply {
  return errorReply(405, "UNSUPPORTED", message, allow ? { Allow: allow } : {});
}

export function badDigestReply(message = "the digest is not well formed"): Reply {
  return errorReply(400, "DIGEST_INVALID", message);
}

export function fullReply(): Reply {
  return errorReply(413, "SIZE_INVALID", "this registry is full");
}
