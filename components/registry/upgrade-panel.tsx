// Where a registry stands on the upgrade path: two readings of the same evidence side by side.
import type { Upgrade } from "#lib/upgrade";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { SEED_STAGES, SeedIcon } from "../ui/seed-name.tsx";
import { asSentence } from "./as-sentence.ts";
import { type Axis, axesOf } from "./axes.ts";
import { oci11Words, proposalEWords } from "./upgrade-words.ts";

export function UpgradePanel({ upgrade }: { upgrade: Upgrade }) {
  const axes = axesOf(upgrade);
  return (
    <Panel title="Upgrade state" note="Two readings of the same evidence. They are never merged.">
      <div className="grid grid-cols-2 small:grid-cols-1">
        <Reading
          name="Proposal E, literal"
          headline={<ProposalEHeadline upgrade={upgrade} />}
          note={upgrade.proposalE.note}
          axes={axes.proposalE}
        />
        <Reading
          name="OCI 1.1"
          headline={<span>{oci11Words(upgrade)}</span>}
          note={upgrade.oci11.note}
          axes={axes.oci11}
        />
      </div>
    </Panel>
  );
}

const PART =
  "min-w-0 border-l border-line px-3.5 pt-2.5 pb-3 first:border-l-0 small:border-t small:border-l-0 small:first:border-t-0";

function Reading({
  name,
  headline,
  note,
  axes,
}: {
  name: string;
  headline: React.ReactNode;
  note: string;
  axes: Axis[];
}) {
  return (
    <section className={PART}>
      <h3 className="mb-1 text-12 text-ink-3">{name}</h3>
      <p className="flex flex-wrap items-center gap-x-2 text-15 font-semibold">{headline}</p>
      <p className="mt-[3px] text-12 leading-[18px] break-words text-ink-2">{asSentence(note)}</p>
      <p className="mt-1.5 flex flex-wrap gap-x-3.5 gap-y-0.5">
        {axes.map(({ words, mark, tone }) => (
          <Mark key={words} mark={mark} tone={tone}>
            {words}
          </Mark>
        ))}
      </p>
    </section>
  );
}

function ProposalEHeadline({ upgrade }: { upgrade: Upgrade }) {
  const { seed, stage, rest, unknown } = proposalEWords(upgrade);
  if (unknown) return <span>unknown</span>;
  if (!seed) return <span>{rest}</span>;
  const { name, stage: own } = SEED_STAGES[seed];
  return (
    <>
      <SeedIcon seed={seed} size={24} />
      <span>
        {name} ({stage ?? own}){rest && `: ${rest}`}
      </span>
    </>
  );
}
