// What no answer can tell: the only file of this room that names registry hosts. Delete a row once it can be detected.

/** One registry's deviation. Hosts are lower case, without scheme; `realms` are whole origins. */
export type Quirk = {
  /** The host as references and people write it. */
  hosts: string[];
  what: string;
  source: string;
  /** When the source was read. */
  seen: string;
  /** The host that serves the API. */
  apiHost?: string;
  /** The key that `docker login` files this registry's credentials under; helpers are asked for it. */
  credentialKey?: string;
  /** Token services on another origin that may be given this registry's credentials. */
  realms?: string[];
};

export const QUIRKS: readonly Quirk[] = [
  {
    hosts: ["docker.io", "index.docker.io", "registry-1.docker.io"],
    what: "The API is on registry-1.docker.io, and credentials are filed under the address of the first API.",
    source: "https://github.com/regclient/regclient/issues/539",
    seen: "2026-11-24",
    apiHost: "registry-1.docker.io",
    credentialKey: "https://index.docker.io/v1/",
    realms: ["https://auth.docker.io"],
  },
  {
    hosts: ["registry.gitlab.com"],
    what: "Tokens come from gitlab.com.",
    source: "https://github.com/deitch/docker_registry2/issues/14",
    seen: "2026-11-24",
    realms: ["https://gitlab.com"],
  },
];

/** The row for a host, which is compared whole. */
export function quirkOf(host: string): Quirk | undefined {
  return QUIRKS.find((quirk) => quirk.hosts.includes(host));
}
