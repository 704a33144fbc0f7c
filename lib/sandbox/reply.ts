// Answers in the forms that registries give: JSON, the specification's error body, bytes, and plain pages.
import type { ServerResponse } from "node:http";
import type { Call } from "./call.ts";

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

/** Sends a whole body; node leaves it out of a HEAD's answer and keeps its Content-Length. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Uint8Array | string,
  headers: Headers = {},
): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": bytes.byteLength, ...headers });
  response.end(bytes);
}

/** Sends a status without a body. */
export function sendEmpty(response: ServerResponse, status: number, headers: Headers = {}): void {
  response.writeHead(status, status === 204 ? headers : { "Content-Length": "0", ...headers });
  response.end();
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Headers = {},
): void {
  sendBytes(response, status, "application/json; charset=utf-8", JSON.stringify(value), headers);
}

/** The specification's error body with one error. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
  headers: Headers = {},
): void {
  sendJson(response, status, { errors: [{ code, message }] }, headers);
}

/** What a registry that knows no such route says: distribution's router answers in plain text. */
export function sendNoRoute(response: ServerResponse): void {
  sendBytes(response, 404, "text/plain; charset=utf-8", "404 page not found\n", {
    "X-Content-Type-Options": "nosniff",
  });
}

export function sendHtml(response: ServerResponse, status: number, title: string): void {
  const page = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  sendBytes(response, status, "text/html; charset=utf-8", page);
}

/** 405 for a method that the route does not have, or that is switched off here. */
export function sendUnsupported(response: ServerResponse, message: string, allow?: string): void {
  sendError(response, 405, "UNSUPPORTED", message, allow ? { Allow: allow } : {});
}

/** `Docker-Content-Digest`, where this registry sends it. */
export function digestHeader(call: Call, digest: string): Headers {
  return call.switches.digestHeader ? { "Docker-Content-Digest": digest } : {};
}
