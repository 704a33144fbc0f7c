// A scratch repository that holds something is written to only when that was said in so many words.
import { ExplorerError } from "#lib/errors";
import type { Refusal, WritableRepository } from "#lib/registry";

/**
 * @throws ExplorerError "scratch-in-use" unless the repository is known to have no tags, or not to be there.
 * Manifests without a tag cannot be seen.
 */
export async function requireEmpty({ reading, repository }: WritableRepository): Promise<void> {
  const answer = await reading.tags(repository, { purpose: "is the repository empty?", maxTags: 4 });
  const exchanges = answer.exchanges.map(({ id }) => id);
  if (!answer.found) {
    if (isMissing(answer)) return;
    const why = answer.reason ?? `its tag list answered ${answer.status}`;
    throw new ExplorerError("scratch-in-use", {
      detail: `Whether ${repository} is empty cannot be told: ${why.replace(/\.$/, "")}.`,
      exchanges,
    });
  }
  const { items } = answer.value;
  if (items.length === 0) return;
  const shown = items.slice(0, 3).map((tag) => tag.slice(0, 64));
  const more = items.length > shown.length ? " and more" : "";
  throw new ExplorerError("scratch-in-use", {
    detail: `${repository} holds the tags ${shown.join(", ")}${more}.`,
    exchanges,
  });
}

/** Any other 404 may mean that there is no tag list to look at. */
function isMissing({ status, errorCode, exchanges }: Refusal): boolean {
  const isHidden = exchanges.at(-1)?.credential === "anonymous token";
  return status === 404 && errorCode === "NAME_UNKNOWN" && !isHidden;
}
