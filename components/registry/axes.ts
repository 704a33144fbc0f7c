// The facts that each reading of the upgrade state rests on, kept in view beside it.
import type { CapabilityName, Support } from "#lib/evidence";
import type { Upgrade } from "#lib/upgrade";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { unknownLook } from "./upgrade-words.ts";

export type Axis = { words: string; mark: MarkName; tone: Tone };

/** Proposal E asks for the API and the new manifest; OCI 1.1 for the API and indexed subjects. */
export function axesOf(upgrade: Upgrade): { proposalE: Axis[]; oci11: Axis[] } {
  const axis = (name: CapabilityName, words: string) => axisOf(words, upgrade.capabilities[name]);
  return {
    proposalE: [axis("referrersApi", "referrers API"), axis("artifactManifest", "new manifest")],
    oci11: [
      axis("referrersApi", "referrers API"),
      axis("ociSubjectHeader", "subject confirmed"),
      ...gapAxis(upgrade.reindexGap),
    ],
  };
}

function axisOf(words: string, support: Support | undefined): Axis {
  if (support?.support === "supported") return { words, mark: "tick", tone: "ink-2" };
  if (support?.support === "unsupported") return { words: `no ${words}`, mark: "unsupported", tone: "mute" };
  const { mark, tone, word } = unknownLook(support?.because ?? "not-asked");
  return { words: `${words}, ${word}`, mark, tone };
}

function gapAxis(gap: string[] = []): Axis[] {
  return gap.length === 0 ? [] : [{ words: `${gap.length} not re-indexed`, mark: "failed", tone: "warn" }];
}
