// The command that pushes a manifest onto itself, so that a registry which has the referrers API by now indexes it.
import { formatReference, type Reference } from "./reference-grammar.ts";
import { shellQuoted } from "./shell-quoted.ts";

type Place = Pick<Reference, "registry" | "repository"> & { digest: string };

/**
 * For a POSIX shell. By regctl, which sends what is there already; oras says "Exists" and sends nothing.
 * `isPlain`: the registry speaks HTTP without TLS.
 */
export function pushAgainLine({ registry, repository, digest }: Place, isPlain: boolean): string {
  const name = shellQuoted(formatReference({ registry, repository, digest }));
  const regctl = isPlain ? `regctl --host ${shellQuoted(`reg=${registry},tls=disabled`)}` : "regctl";
  return `${regctl} manifest get --format raw-body ${name} | ${regctl} manifest put ${name}`;
}
