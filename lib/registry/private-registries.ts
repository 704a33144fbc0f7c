// The operator's list of registries that may be reached though their address is private.
import { ExplorerError } from "#lib/errors";
import { bareHost, type PrivateRegistry, portOf } from "./wire/targets.ts";

/**
 * Reads REFSCOPE_PRIVATE_REGISTRIES: `host:port` entries with commas between, each with `http://` before it where
 * plain HTTP is meant. The port is always named: an entry opens exactly one. Throws bad-request naming the entry.
 */
export function parsePrivateRegistries(text: string | undefined): PrivateRegistry[] {
  const entries = (text ?? "").split(",").map((entry) => entry.trim());
  return entries.filter((entry) => entry !== "").map(parseEntry);
}

function parseEntry(entry: string): PrivateRegistry {
  const [, scheme = "https", rest = ""] = /^(?:(https?):\/\/)?(.*?)\/?$/i.exec(entry) ?? [];
  const url = /^[^\s/?#@\\]+:\d{1,5}$/.test(rest) ? URL.parse(`${scheme}://${rest}`) : null;
  if (!url) {
    throw new ExplorerError("bad-request", {
      detail: `REFSCOPE_PRIVATE_REGISTRIES: "${entry}" is not host:port, and not http://host:port.`,
    });
  }
  return { host: bareHost(url), port: portOf(url), http: url.protocol === "http:" };
}
