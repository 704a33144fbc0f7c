// The operator's list of token services that may see a registry's credentials, though they stand at another address.
import { ExplorerError } from "#lib/errors";

/**
 * Reads "registry.corp=https://login.corp,…": origins by the registry's host, several for one host in several entries.
 * @throws ExplorerError "bad-request" naming the entry that is not of this form. Plain http is no origin to trust with a
 * secret, but for a registry on this machine.
 */
export function parseTokenServices(text: string | undefined): Map<string, string[]> {
  const services = new Map<string, string[]>();
  for (const entry of (text ?? "").split(",").map((each) => each.trim())) {
    if (entry === "") continue;
    const at = entry.indexOf("=");
    const host = entry.slice(0, at).toLowerCase();
    const url = URL.parse(entry.slice(at + 1));
    const isOrigin = url !== null && `${url.origin}/` === url.href && /^https?:$/.test(url.protocol);
    if (at <= 0 || !/^[a-z0-9.:[\]-]+$/.test(host) || !isOrigin) throw notOfThisForm(entry);
    services.set(host, [...(services.get(host) ?? []), url.origin]);
  }
  return services;
}

function notOfThisForm(entry: string): ExplorerError {
  return new ExplorerError("bad-request", {
    detail: `"${entry}" names no token service: use registry=https://host, such as registry.example.com=https://login.example.com, without a path.`,
  });
}
