// One name for a registry and for a repository, however somebody wrote it: what the operator scoped must hold for each.
import { DOCKER_HUB, readHost } from "#lib/oci";

const HOST = /^[\w.:[\]-]+$/;

/**
 * "GHCR.io:0443/org/app" is "ghcr.io/org/app", "index.docker.io/nginx" is "docker.io/library/nginx". Without a slash it is a
 * registry. What is no host stays as it is, in lower case.
 */
export function placeOf(text: string): string {
  const slash = text.indexOf("/");
  if (slash < 0) return registryOf(text);
  const registry = registryOf(text.slice(0, slash));
  const repository = text.slice(slash + 1).toLowerCase();
  const isOfficial = registry === DOCKER_HUB && !repository.includes("/");
  return `${registry}/${isOfficial ? "library/" : ""}${repository}`;
}

/** The default ports go, 443 as well as 80: which of the two is asked is a setting of another place. */
function registryOf(host: string): string {
  const address = HOST.test(host) ? URL.parse(`https://${host}`) : null;
  const named = address ? address.host.replace(/:80$/, "").replace(/\.$/, "") : host.toLowerCase();
  const read = readHost(named);
  return "registry" in read ? read.registry : named;
}
