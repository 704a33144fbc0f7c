// Pushes one manifest with its blobs, and says what became of it.
import type { WritableRepository } from "#lib/registry";
import type { Made } from "./content.ts";
import { hear, isRejection, type Unheard, unknownOf } from "./hear.ts";
import { count } from "./listed.ts";
import type { Tell, Unknown } from "./shapes.ts";

/**
 * "rejected" is the registry's definite no to this manifest; an unknown state may hide anything: after a fault nobody
 * knows whether the registry has it.
 */
export type Push = {
  state: "stored" | "rejected" | Unknown;
  status?: number;
  /** `OCI-Subject`: the registry says that it has indexed the subject. */
  ociSubject?: string;
  said: string;
  exchanges: string[];
};

/** How a pushed thing is called in the steps, under which tag (else by digest), what that one is called, and who hears of it. */
export type PushOptions = { name: string; tag?: string; tagName?: string; tell?: Tell };

/** Blobs first, one by one; the first refusal ends it. */
export async function push(to: WritableRepository, made: Made, options: PushOptions): Promise<Push> {
  const { name, tell } = options;
  const exchanges: string[] = [];
  for (const blob of made.blobs) {
    const heard = await hear(() => to.pushBlob(blob, { purpose: `push a blob of ${name}` }));
    exchanges.push(...heard.exchanges);
    if (heard.found) continue;
    tell?.({ what: `pushes the blobs of ${name}`, outcome: heard.said, exchanges });
    return { state: refusedAs(heard), status: heard.status, said: `blob: ${heard.said}`, exchanges };
  }
  const many = count(made.blobs.length, "blob", "blobs");
  tell?.({ what: `pushes the blobs of ${name}`, outcome: `${many} stored`, exchanges: [...exchanges] });
  const manifest = await pushManifest(to, made, options);
  return { ...manifest, exchanges: [...exchanges, ...manifest.exchanges] };
}

/** The manifest alone, its blobs being there. */
export async function pushManifest(
  to: WritableRepository,
  made: Made,
  { name, tag, tagName = `the tag ${tag}`, tell }: PushOptions,
): Promise<Push> {
  const heard = await hear(() => to.pushManifest(tag ?? made.digest, made, { purpose: `push ${name}` }));
  const { exchanges } = heard;
  const what = tag === undefined ? `pushes ${name}` : `pushes ${name} under ${tagName}`;
  if (!heard.found) {
    const state = refusedAs(heard);
    const outcome = state === "rejected" ? `${heard.said}: rejected` : `${heard.said}: not known if stored`;
    tell?.({ what, outcome, exchanges });
    return { state, status: heard.status, said: heard.said, exchanges };
  }
  const { status } = heard;
  const { ociSubject } = heard.value;
  const said = `${status}, ${ociSubject === undefined ? "no OCI-Subject" : "with OCI-Subject"}`;
  const outcome = made.entry.artifactType === undefined ? `${status}` : said;
  tell?.({ what, outcome: `${outcome}: stored`, exchanges });
  return { state: "stored", status, ociSubject, said: outcome, exchanges };
}

function refusedAs(heard: Unheard): Exclude<Push["state"], "stored"> {
  return isRejection(heard) ? "rejected" : unknownOf(heard);
}
