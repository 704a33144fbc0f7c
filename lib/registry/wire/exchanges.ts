// Builds the receipt of one attempt: what was asked and what came back, with every secret taken out.
import { hash } from "node:crypto";
import type { Exchange } from "#lib/evidence";
import type { Authorization, Method } from "./http-message.ts";
import { escapeControls, redact, redactUrl, secretsOf } from "./redaction.ts";

/** The answer's headers that a claim may rest on. */
const EVIDENTIAL =
  /^(content-type|content-length|content-encoding|content-range|docker-.*|oci-.*|link|www-authenticate|location|retry-after|(docker-)?ratelimit-.*|x-ratelimit-.*|server|warning|etag|date)$/;
/** The request's headers that tell what was asked. */
const SHOWN = ["accept", "range", "content-type", "if-match", "if-none-match"];
const EXCERPT = 512;
const UTF8 = new TextDecoder();
const MAX_HEADER_VALUE = 2048;

/** What one attempt leaves behind. `body` is absent for HEAD and failures, `complete` false when it was cut. */
export type Attempted = {
  method: Method;
  url: URL;
  requestHeaders: Record<string, string>;
  authorization?: Authorization;
  purpose: string;
  at: Date;
  durationMs: number;
  status?: number;
  headers?: Record<string, string>;
  body?: { bytes: Uint8Array; wireBytes: number; complete: boolean };
  error?: { code: string; message: string };
};

let count = 0;

/** The receipt. Its id is unique in this process. */
export function toExchange(attempted: Attempted): Exchange {
  const { authorization, body, headers = {} } = attempted;
  const secrets = authorization ? secretsOf(authorization.value) : [];
  const clean = (text: string) => escapeControls(redact(text, secrets));
  const exchange: Exchange = {
    id: `x${(++count).toString(36)}`,
    method: attempted.method,
    url: redactUrl(attempted.url, secrets),
    headers: evidential(headers, clean),
    requestHeaders: pick(attempted.requestHeaders, SHOWN),
    durationMs: Math.round(attempted.durationMs * 10) / 10,
    at: attempted.at.toISOString(),
    purpose: attempted.purpose,
  };
  if (attempted.status !== undefined) exchange.status = attempted.status;
  if (headers["content-type"] !== undefined)
    exchange.contentType = clean(headers["content-type"]).slice(0, 256);
  if (attempted.error)
    exchange.error = { code: attempted.error.code, message: clean(attempted.error.message) };
  if (authorization) exchange.credential = authorization.source;
  if (body) describeBody(exchange, body, clean);
  return exchange;
}

function describeBody(
  exchange: Exchange,
  body: NonNullable<Attempted["body"]>,
  clean: (text: string) => string,
) {
  exchange.bytes = body.wireBytes;
  if (body.bytes.length === 0) return;
  if (body.complete) exchange.bodySha256 = hash("sha256", body.bytes, "hex");
  const excerpt = excerptOf(body.bytes, clean);
  if (excerpt !== undefined) exchange.excerpt = excerpt;
}

/** The body's beginning as text; undefined for bytes that are none. Redacted before it is cut. */
function excerptOf(bytes: Uint8Array, clean: (text: string) => string): string | undefined {
  const head = bytes.subarray(0, EXCERPT * 8);
  if (head.includes(0)) return undefined;
  const text = UTF8.decode(head);
  const broken = text.split("\ufffd").length - 1;
  if (broken > text.length / 20 + 1) return undefined;
  const safe = clean(text);
  return safe.length <= EXCERPT ? safe : `${safe.slice(0, EXCERPT - 1)}…`;
}

function evidential(
  headers: Record<string, string>,
  clean: (text: string) => string,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (EVIDENTIAL.test(name)) kept[name] = clean(value).slice(0, MAX_HEADER_VALUE);
  }
  return kept;
}

function pick(headers: Record<string, string>, names: string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) if (headers[name] !== undefined) picked[name] = headers[name];
  return picked;
}
