// The repository that somebody names for a probe or to be written to, held to the grammar of references before anything is opened.
import { ExplorerError } from "#lib/errors";
import { parseReference } from "#lib/oci";

export type ScratchPlace = { registry: string; repository: string };

/**
 * By their canonical names: Docker Hub's "a" is "library/a".
 * @throws ExplorerError "bad-reference" for what is no registry and no repository, also for more than that
 */
export function scratchPlace(registry: string, repository: string): ScratchPlace {
  const named = parseReference(`${registry}/${repository}`);
  const isWhole = named.repository === repository || named.repository === `library/${repository}`;
  if (isWhole && !repository.includes(":") && !repository.includes("@")) {
    return { registry: named.registry, repository: named.repository };
  }
  throw new ExplorerError("bad-reference", {
    detail: "A repository is named by its registry and its own name alone, without a tag or a digest.",
  });
}
