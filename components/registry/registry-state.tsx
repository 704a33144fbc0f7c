// A registry's state in few words, for lists and cards: each reading on its own.
import type { Upgrade } from "#lib/upgrade";
import { Mark } from "../ui/mark.tsx";
import { SeedName } from "../ui/seed-name.tsx";
import { oci11Words, proposalEWords, stepWords, unknownLook } from "./upgrade-words.ts";

/** Nobody has asked this registry since the server started. */
export function NotProbed() {
  return (
    <Mark mark="not-asked" tone="mute">
      not probed yet
    </Mark>
  );
}

/** "🏍 motorcycle (API)", or why not even that is known. */
export function ProposalEState({ upgrade }: { upgrade: Upgrade }) {
  const { seed, stage, rest, unknown } = proposalEWords(upgrade);
  if (unknown) {
    return (
      <Mark mark={unknown.mark} tone={unknown.tone}>
        unknown, {unknown.word}
      </Mark>
    );
  }
  if (seed) return <SeedName seed={seed} stage={stage} />;
  return <span className="whitespace-nowrap">{rest}</span>;
}

/** "complete OCI 1.1". No icon: the seed's belong to the other reading. */
export function Oci11State({ upgrade }: { upgrade: Upgrade }) {
  const because = upgrade.capabilities.referrersApi?.because ?? "not-asked";
  if (upgrade.oci11.state !== "unknown") return <span>{oci11Words(upgrade)}</span>;
  const { mark, tone, word } = unknownLook(because);
  return (
    <Mark mark={mark} tone={tone}>
      unknown, {word}
    </Mark>
  );
}

/** "step 3", and how many referrers stayed behind in tags. */
export function StepState({ upgrade }: { upgrade: Upgrade }) {
  const gap = upgrade.reindexGap?.length ?? 0;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      {stepWords(upgrade)}
      {gap > 0 && (
        <Mark mark="failed" tone="warn">
          gap {gap}
        </Mark>
      )}
    </span>
  );
}
