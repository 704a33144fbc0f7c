// Addresses of web pages and of the distribution API that name an image. All page hosts are in one table here.
import { type Piece, pieceFault, slicePiece } from "./piece.ts";

/** From a page's path (decoded parts) and query to a reference; undefined when the page names no image. */
type PageReader = (parts: string[], query: URLSearchParams) => string | undefined;

const tagged = (name: string, tag: string | null | undefined) => (tag ? `${name}:${tag}` : name);

/** `sha256-abc…` of a page's path as a digest. */
const dashed = (part: string) => part.replace(/^([a-z0-9]+)-/, "$1:");

const dockerHub: PageReader = ([kind, first, second, third, fourth, fifth]) => {
  if (kind === "_" && first) return `docker.io/library/${first}`;
  if (kind === "r" && first && second) return `docker.io/${first}/${second}`;
  if (kind === "repository" && first === "docker" && second && third) return `docker.io/${second}/${third}`;
  if (kind === "v2" && first === "repositories" && second && third) return `docker.io/${second}/${third}`;
  if (kind !== "layers" || !first || !second || !third) return undefined;
  const name = tagged(`docker.io/${first}/${second}`, third);
  return fourth === "images" && fifth ? `${name}@${dashed(fifth)}` : name;
};

/** GitHub shows capitals in an owner's name, its registry knows only lower case. */
const github: PageReader = (parts, query) => {
  const container = parts.indexOf("container");
  const owner = parts[0] === "orgs" || parts[0] === "users" ? parts[1] : parts[0];
  if (!owner || container < 2 || !/^(?:packages|pkgs)$/.test(parts[container - 1] ?? "")) return undefined;
  const name = parts[container + 1] === "package" ? parts[container + 2] : parts[container + 1];
  return name ? tagged(`ghcr.io/${owner.toLowerCase()}/${name.toLowerCase()}`, query.get("tag")) : undefined;
};

const quay: PageReader = ([kind, ...rest], query) => {
  if (kind !== "repository") return undefined;
  const cut = rest.findIndex((part, at) => at > 1 && (part === "manifest" || part === "tag"));
  const name = `quay.io/${(cut < 0 ? rest : rest.slice(0, cut)).join("/")}`;
  const named = cut < 0 ? undefined : rest[cut + 1];
  if (named && rest[cut] === "manifest") return `${name}@${named}`;
  return tagged(name, named ?? query.get("tag"));
};

const ecrGallery: PageReader = (parts) =>
  parts.length >= 2 ? `public.ecr.aws/${parts.join("/")}` : undefined;

/** `pagesOnly`: no registry answers under this name, so a page that names no image is a fault. */
const PAGES = new Map<string, { read: PageReader; pagesOnly: boolean }>([
  ["hub.docker.com", { read: dockerHub, pagesOnly: true }],
  ["registry.hub.docker.com", { read: dockerHub, pagesOnly: false }],
  ["github.com", { read: github, pagesOnly: true }],
  ["gallery.ecr.aws", { read: ecrGallery, pagesOnly: true }],
  ["quay.io", { read: quay, pagesOnly: false }],
]);

const MAX_ADDRESS = 2048;

/**
 * Reads what stands after `https://` or `http://`. Without a scheme only hosts that are no registry are read as
 * pages; all else is a reference already and comes back as it is. Throws bad-reference when no image is named.
 */
export function readWebAddress(piece: Piece, scheme: "https" | "http" | undefined): Piece {
  if (piece.text.length > MAX_ADDRESS) return piece;
  const path = /^[^?#]*/.exec(piece.text)?.[0] ?? "";
  const query = /\?([^#]*)/.exec(piece.text)?.[1] ?? "";
  const [named = "", ...encoded] = path.split("/");
  const page = PAGES.get(named.toLowerCase());
  if (scheme === undefined && !page?.pagesOnly) return piece;
  const parts = encoded.filter((part) => part !== "").map(decode);
  const host = asHost(named, scheme);
  const text = page?.read(parts, new URLSearchParams(query)) ?? readApiPath(piece, host, parts);
  if (text !== undefined) return { text, from: text, at: 0 };
  if (page?.pagesOnly) throw namesNone(piece, `This page of ${named.toLowerCase()} names no image.`);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === "v2"))
    throw namesNone(piece, "This address names a registry, but no image in it.");
  if (host === named && !path.includes("%")) return slicePiece(piece, 0, path.replace(/\/$/, "").length);
  const decoded = [host, ...parts].join("/");
  return { text: decoded, from: decoded, at: 0 };
}

/** In an address the first part is a host in any case; in a reference it needs a dot or a port to be one. */
function asHost(host: string, scheme: "https" | "http" | undefined): string {
  const isBare = /^[a-z0-9-]+$/.test(host) && host !== "localhost";
  return isBare ? `${host}:${scheme === "http" ? 80 : 443}` : host;
}

/** `/v2/<name>/manifests/<reference>`, `/v2/<name>/referrers/<digest>`, `/v2/<name>/tags/list`. */
function readApiPath(piece: Piece, host: string, parts: string[]): string | undefined {
  const operation = parts.at(-2) ?? "";
  const last = parts.at(-1) ?? "";
  if (parts[0] !== "v2" || parts.length < 4) return undefined;
  const name = `${host}/${parts.slice(1, -2).join("/")}`;
  if (operation === "manifests" || operation === "referrers")
    return `${name}${last.includes(":") ? "@" : ":"}${last}`;
  if (operation === "tags" && last === "list") return name;
  if (operation === "blobs")
    throw namesNone(piece, "This is the address of a blob, not of an image's manifest.");
  return undefined;
}

function namesNone(piece: Piece, sentence: string): Error {
  return pieceFault(piece, 0, piece.text.length, sentence);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
