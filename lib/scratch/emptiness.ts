// A scratch repository that holds something is written to only when that was said in so many words.
import { ExplorerError } from "#lib/errors";
import type { Refusal, WritableRepository } from "#lib/registry";
import { mayBeHidden } from "./presence.ts";

/**
 * @throws ExplorerError "scratch-in-use" unless the repository is known to have no tags, or not to be there.
 * Manifests without a tag cannot be seen.
 */
export async function requireEmpty({ reading, repository }: WritableRepository): Promise<void> {
  const answer = await reading.tags(repository, { purpose: "is the repository empty?", maxTags: 4 });
  const exchanges = answer.exchanges.map(({ id }) => id);
  const cannotTell = (why: string) => {
    const detail = `Whether ${repository} is empty cannot be told: ${why.replace(/\.$/, "")}.`;
    return new ExplorerError("scratch-in-use", { detail, exchanges });
  };
  if (!answer.found) {
    if (isMissing(answer)) return;
    const asked = mayBeHidden(answer) ? " to someone who is not logged in" : "";
    throw cannotTell(answer.reason ?? `its tag list answered ${answer.status}${asked}`);
  }
  const { items, truncated } = answer.value;
  if (items.length === 0) {
    if (answer.asNobody) throw cannotTell("its tag list was shown to someone who is not logged in");
    if (truncated !== undefined) throw cannotTell(`its tag list is cut: ${truncated}`);
    return;
  }
  const shown = items.slice(0, 3).map((tag) => tag.slice(0, 64));
  const more = items.length > shown.length ? " and more" : "";
  throw new ExplorerError("scratch-in-use", {
    detail: `${repository} holds the tags ${shown.join(", ")}${more}.`,
    exchanges,
  });
}

/** Any other 404 may mean that there is no tag list to look at. */
function isMissing(refusal: Refusal): boolean {
  const { status, errorCode } = refusal;
  return status === 404 && errorCode === "NAME_UNKNOWN" && !mayBeHidden(refusal);
}
