// A11: whether a tag can be written under a condition, so that two writers do not undo each other (RFC 9110, 13.1).
import type { Support } from "#lib/evidence";
import type { Answer, PushConditions, Refusal, ResolveAnswer } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import type { Item, ProbeContent } from "../content.ts";
import { judgedBy, pushVerdict, wordsOf } from "../push-verdict.ts";
import { idsOf, type Judged, type Step, type Trial } from "../step.ts";

export const writeUnderCondition: Step = {
  id: "A11",
  title: "Conditional writes",
  asks: "Does it heed If-Match when a tag is written?",
  decides: ["conditionalWrites"],
  async begin(trial) {
    const { repository, content } = trial;
    const first = await write(trial, content.image, "the tag", {});
    if (!first.found) return { known: withoutTag(first, trial) };
    const tagListing = await listingOfTags(trial);
    const read = await repository.reading.manifest(repository.repository, content.tag, {
      purpose: "the tag's ETag",
    });
    const etag = read.found ? read.value.etag : undefined;
    const wrong = await write(trial, content.retagged, "the tag, if it were another image", {
      ifMatch: `"${content.missing}"`,
    });
    const after = await repository.reading.resolve(repository.repository, content.tag, {
      purpose: "what the tag names after that",
    });
    const right = await write(trial, content.retagged, "the tag, if it is this image", {
      ifMatch: etag ?? `"${content.image.digest}"`,
    });
    const taken = await write(trial, content.image, "the tag, if there were none", { ifNoneMatch: "*" });
    const conditionalWrites = verdict(content, { wrong, after, right }, idsOf(first, wrong, after, right));
    return {
      known: {
        ...judgedBy(conditionalWrites),
        facts: [
          ["ETag", etag === undefined ? "not sent" : "sent"],
          ["If-Match of another image", said(wrong)],
          ["the tag after that", namedBy(after, content)],
          ["If-Match of this image", said(right)],
          ["If-None-Match: *, on a tag that is there", said(taken)],
          ["the tag list", tagListing.reason],
        ],
        exchanges: [...idsOf(first, read, wrong, after, right, taken), ...tagListing.evidence],
        capabilities: { conditionalWrites, tagListing },
      },
    };
  },
};

/** Without a tag there is nothing to write under a condition. */
function withoutTag(refusal: Refusal, { image }: Trial): Judged {
  const pushed = pushVerdict(refusal, "a tag", image);
  const because = pushed.because === "not-asked" ? "answered" : pushed.because;
  const conditionalWrites = unknownBecause(because, pushed.reason, pushed.evidence);
  return { ...judgedBy(conditionalWrites), capabilities: { conditionalWrites } };
}

/** Asked while the repository is sure to be there and to have a tag, which reading alone could not know. */
async function listingOfTags({ repository, content }: Trial): Promise<Support> {
  const answer = await repository.reading.tags(repository.repository, { purpose: "the tag list" });
  const evidence = idsOf(answer);
  if (answer.found) {
    const isListed = answer.value.items.includes(content.tag);
    const reason = isListed
      ? "it lists the tag that was just written"
      : "it lists tags, not the one just written";
    return supported(reason, evidence, isListed ? "high" : "medium");
  }
  const said = `it was answered with ${wordsOf(answer)}`;
  const isAbsent = answer.status === 404 && !/^NAME_/.test(answer.errorCode ?? "");
  return isAbsent ? unsupported(said, evidence, "medium") : unknownBecause("failed", said, evidence);
}

function write({ repository, content }: Trial, item: Item, purpose: string, conditions: PushConditions) {
  return repository.pushManifest(content.tag, item, { purpose, ...conditions });
}

/** "moved": to what should not have been written. */
function stateOf(
  after: Answer<ResolveAnswer>,
  { image, retagged }: ProbeContent,
): "kept" | "moved" | "unknown" {
  if (!after.found) return "unknown";
  const { digest } = after.value;
  return digest === image.digest ? "kept" : digest === retagged.digest ? "moved" : "unknown";
}

function namedBy(after: Answer<ResolveAnswer>, content: ProbeContent): string {
  const state = stateOf(after, content);
  if (state !== "unknown") return state === "kept" ? "this image, as before" : "what was written";
  return after.found ? "something else" : `not known: it answered ${after.status}`;
}

function said(answer: Answer<unknown>): string {
  if (answer.found) return `written (${answer.status})`;
  return answer.status === 412 ? "refused (412)" : `refused (${wordsOf(answer)})`;
}

type Writes = { wrong: Answer<unknown>; after: Answer<ResolveAnswer>; right: Answer<unknown> };

/** What a registry says of a write and what the tag names after it must agree. */
function verdict(content: ProbeContent, { wrong, after, right }: Writes, evidence: string[]): Support {
  const state = stateOf(after, content);
  if (wrong.found && state === "moved") {
    return unsupported("it wrote the tag though If-Match named another image", evidence);
  }
  if (state !== "kept" || wrong.found) {
    const reason = `If-Match of another image was ${said(wrong)}; the tag names ${namedBy(after, content)}`;
    return unknownBecause("answered", reason, evidence);
  }
  if (wrong.status !== 412) {
    return unknownBecause(
      "failed",
      `If-Match of another image was answered with ${wordsOf(wrong)}`,
      evidence,
    );
  }
  if (right.found)
    return supported("it refuses a write whose If-Match does not hold, and only that", evidence);
  const reason = `it refuses a write whose If-Match does not hold; one that holds got ${wordsOf(right)}`;
  return unknownBecause("answered", reason, evidence);
}
