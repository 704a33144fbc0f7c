// A13: whether a referrer can be deleted, and then leaves the list.
import type { Descriptor } from "#lib/oci";
import type { Answer } from "#lib/registry";
import { lookFor } from "../../presence.ts";
import { pollReferrers } from "../listing.ts";
import { wordsOf } from "../push-verdict.ts";
import { idsOf, type Judged, type Step, type Trial } from "../step.ts";

export const deleteReferrer: Step = {
  id: "A13",
  title: "Deleting a referrer",
  asks: "Can a referrer be deleted, and does it leave the list?",
  decides: [],
  async begin(trial) {
    const { repository, content, subject } = trial;
    if (subject !== "taken") {
      const observed = "there is no referrer to delete";
      return { known: { outcome: "not-run", observed, exchanges: [] } };
    }
    const { typed } = content;
    const answer = await repository.deleteManifest(typed.digest, { purpose: `delete ${typed.name}` });
    if (!answer.found) return { known: refused(answer) };
    const since = performance.now();
    return {
      known: trial.api === "lists" ? await leavesList(trial, answer, since) : await isGone(trial, answer),
    };
  },
};

function refused(answer: Extract<Answer<undefined>, { found: false }>): Judged {
  const isNo = answer.status === 400 || answer.status === 405;
  const observed = `DELETE was answered with ${wordsOf(answer)}`;
  return { outcome: isNo ? "no" : "unknown", observed, exchanges: idsOf(answer) };
}

async function leavesList(trial: Trial, deleted: Answer<undefined>, since: number): Promise<Judged> {
  const { image, typed } = trial.content;
  const lists = (items: Descriptor[]) => items.some(({ digest }) => digest === typed.digest);
  const polled = await pollReferrers(trial, {
    ...{ subject: image.digest, since, purpose: "the image's referrers after the deletion" },
    until: ({ items, truncated }) => truncated === undefined && !lists(items),
  });
  const exchanges = [...idsOf(deleted), ...polled.exchanges];
  if (!("afterMs" in polled)) {
    return {
      outcome: "unknown",
      observed: "it was deleted; the list could not be read after that",
      exchanges,
    };
  }
  if (polled.isThere) return { outcome: "yes", observed: "it was deleted, and left the list", exchanges };
  const { items, truncated } = polled.answer.value;
  if (!lists(items)) {
    const observed = `it was deleted; whether it left the list is not known, which is cut: ${truncated}`;
    return { outcome: "unknown", observed, exchanges };
  }
  const waited = (trial.pollAtMs.at(-1) ?? 0) / 1000;
  return { outcome: "no", observed: `it says that it deleted it, and lists it ${waited} s later`, exchanges };
}

async function isGone({ repository, content }: Trial, deleted: Answer<undefined>): Promise<Judged> {
  const presence = await lookFor(repository, "manifest", content.typed.digest, "is the referrer gone?");
  const exchanges = [...idsOf(deleted), ...presence.exchanges];
  if (presence.there === "no") return { outcome: "yes", observed: "it was deleted", exchanges };
  if (presence.there === "unknown") return { outcome: "unknown", observed: presence.reason, exchanges };
  return { outcome: "no", observed: "it says that it deleted it, and still has it", exchanges };
}
