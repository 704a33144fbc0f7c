// The address that gives registries with their evidence. Pure.

// A server reads about 16 kB of address; beyond this many hosts all are asked for.
const MOST_NAMED = 100;

export function evidencePath(hosts: readonly string[]): string {
  const named = hosts.length <= MOST_NAMED ? hosts.map((host): [string, string] => ["registry", host]) : [];
  return `/api/registries?${new URLSearchParams([["evidence", "1"], ...named])}`;
}
