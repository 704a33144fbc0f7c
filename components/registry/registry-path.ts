// From what people write for a registry to the address of its page, and back.
import { asExplorerError } from "#lib/errors";
import { parseReference, type Reference, readHost } from "#lib/oci";

/** A registry and, when a whole reference was pasted, its repository with tag or digest. */
export type AskedRegistry = { registry: string; repository?: string };

/** What is wrong with it, for the reader. */
export type RegistryFault = {
  message: string;
  input?: { text: string; start: number; end: number; suggestion?: string };
};

/** "/registries/localhost:5000". A colon needs no escape in a path. */
export function registryPath({ registry, repository }: AskedRegistry): string {
  const host = encodeURIComponent(registry).replaceAll("%3A", ":");
  const query = repository === undefined ? "" : `?${new URLSearchParams({ repository })}`;
  return `/registries/${host}${query}`;
}

/** "/registries/localhost:5000/shop/checkout": the page of one repository. */
export function repositoryPath(registry: string, repository: string): string {
  const segments = repository.split("/").map(encodeURIComponent);
  return `${registryPath({ registry })}/${segments.join("/")}`;
}

/** Reads a host ("ghcr.io", "localhost:5000", "https://ghcr.io/") or a whole reference. */
export function readRegistry(pasted: string): AskedRegistry | RegistryFault {
  const text = pasted
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/+(v2\/*)?$/, "");
  if (text.includes("/")) return readWhole(pasted);
  const read = readHost(text);
  if ("registry" in read) return read;
  const { sentence, start, end, candidate } = read;
  return { message: sentence, input: { text, start, end, suggestion: candidate } };
}

/** "name:tag" or "name@digest" on a registry, as the page's address carries it. */
export function readRepository(
  registry: string,
  text: string,
): { repository: string; reference?: string } | RegistryFault {
  const prefix = `${registry}/`;
  const read = tried(prefix + text.trim());
  if ("registry" in read) {
    const named = read.digest ?? (/:[^/]*$/.test(text) ? read.tag : undefined);
    return { repository: read.repository, ...(named === undefined ? {} : { reference: named }) };
  }
  if (!read.input) return read;
  const { start, end, suggestion } = read.input;
  const at = (offset: number) => Math.max(0, offset - prefix.length);
  const better = suggestion?.startsWith(prefix) ? suggestion.slice(prefix.length) : undefined;
  return {
    message: read.message,
    input: { text: text.trim(), start: at(start), end: at(end), suggestion: better },
  };
}

function readWhole(pasted: string): AskedRegistry | RegistryFault {
  const read = tried(pasted);
  if (!("registry" in read)) return read;
  const { registry, repository, tag, digest } = read;
  const suffix = digest ? `@${digest}` : tag && tag !== "latest" ? `:${tag}` : "";
  return { registry, repository: `${repository}${suffix}` };
}

function tried(text: string): Reference | RegistryFault {
  try {
    return parseReference(text);
  } catch (thrown) {
    const { message, input } = asExplorerError(thrown);
    return { message, input };
  }
}
