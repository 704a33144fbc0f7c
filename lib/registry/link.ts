// The Link header (RFC 8288), read as registries really write it, and where the next page is.

import { readQuoted, skipSpace } from "./header-scan.ts";

/** A registry's Link header is one URL; longer than this is not a page but an attack. */
const MAX_HEADER = 8192;

/** One link: its target as written, and its relation types, lower case. */
export type Link = { target: string; rels: string[] };

/** Where the list goes on, or why it cannot be followed; `undefined` when this page is the last. */
export type NextPage = { url: URL } | { stop: string } | undefined;

/**
 * All links of a header. Tolerates targets without brackets (Cloudflare's serverless-registry), relations without
 * quotes (olareg) and garbage, which is skipped. One pass, linear in the header's length.
 */
export function parseLinks(header: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  while (at < header.length) {
    const target = readTarget(header, at);
    const parameters = readParameters(header, target.end);
    if (target.text !== "") links.push({ target: target.text, rels: parameters.rels });
    at = Math.max(parameters.end, at) + 1;
  }
  return links;
}

/**
 * The next page that a reply's Link names. `url` is the reply's own address, which relative targets are resolved
 * against. Another origin is never followed: "it is RECOMMENDED to treat the URL as opaque", and a foreign
 * registry is not a page of this one.
 */
export function nextPage(reply: { headers: Record<string, string>; url: URL }): NextPage {
  const header = reply.headers.link;
  if (!header) return undefined;
  if (header.length > MAX_HEADER) return { stop: `the Link header is longer than ${MAX_HEADER} characters` };
  const next = parseLinks(header).find((link) => link.rels.includes("next"));
  return next ? resolvePage(next.target, reply.url) : undefined;
}

/** A page's address as the registry wrote it, in a header or in a body, resolved and checked. */
export function resolvePage(target: string, base: URL): { url: URL } | { stop: string } {
  const url = URL.parse(target, base);
  if (!url) return { stop: "the next page's address cannot be read" };
  if (url.origin !== base.origin) return { stop: `the next page is on another origin, ${url.origin}` };
  if (url.username || url.password) return { stop: "the next page's address holds a user name" };
  url.hash = "";
  return { url };
}

type Span = { text: string; end: number };

function readTarget(header: string, from: number): Span {
  let at = from;
  while (at < header.length && " \t,".includes(header.charAt(at))) at++;
  if (header[at] === "<") {
    const close = header.indexOf(">", at);
    // An unclosed bracket swallows the rest: what follows cannot be told from the target.
    if (close < 0) return { text: "", end: header.length };
    return { text: header.slice(at + 1, close).trim(), end: close + 1 };
  }
  const start = at;
  // Without brackets a comma may belong to the URL; two headers are joined by ", ", so only that ends it.
  while (at < header.length && header[at] !== ";" && !isJoint(header, at)) at++;
  return { text: header.slice(start, at).trim(), end: at };
}

function readParameters(header: string, from: number): { rels: string[]; end: number } {
  let rels: string[] | undefined;
  let at = from;
  while (at < header.length && header[at] !== ",") {
    if (header[at] !== ";") {
      at++;
      continue;
    }
    const name = readUntil(header, at + 1, "=;,");
    at = name.end;
    if (header[at] !== "=") continue;
    const value = readValue(header, at + 1);
    at = value.end;
    // RFC 8288, 3.3: "occurrences after the first MUST be ignored by parsers".
    if (name.text.toLowerCase() === "rel") rels ??= value.text.toLowerCase().split(/\s+/).filter(Boolean);
  }
  return { rels: rels ?? [], end: at };
}

function readValue(header: string, from: number): Span {
  const start = skipSpace(header, from);
  return header[start] === '"' ? readQuoted(header, start + 1) : readUntil(header, start, ";,");
}

function readUntil(header: string, from: number, stops: string): Span {
  let at = from;
  while (at < header.length && !stops.includes(header.charAt(at))) at++;
  return { text: header.slice(from, at).trim(), end: at };
}

function isJoint(header: string, at: number): boolean {
  return header[at] === "," && (header[at + 1] === " " || header[at + 1] === "\t");
}
