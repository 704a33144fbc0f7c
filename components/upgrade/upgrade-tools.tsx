"use client";
// The upgrade page's tools: where to run, how to read, which rows to show, and the run itself.
import type { Reading, StateName } from "#lib/upgrade";
import { type Choice, ChoiceMenu } from "../ui/choice-menu.tsx";
import { FilterFold } from "../ui/filter-fold.tsx";
import { SeedName } from "../ui/seed-name.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { READING_WORDS } from "./reading-words.ts";
import { CONSUMERS, countParty, PRODUCERS, REGISTRIES, VERDICTS, type Verdict } from "./scenario-rows.ts";
import { READINGS, type SetUpgradeAddress, TARGETS, type UpgradeAddress } from "./use-upgrade-address.ts";

const TARGET_WORDS = { demo: "Demo registries", scratch: "Scratch repository" };
const VERDICT_WORDS = { all: "All", holds: "Holds", differs: "Differs", "not-run": "Not run" };
const TALL = "small:h-9";

/** `action` is the button that runs, or stops. */
export function UpgradeTools({
  address,
  setAddress,
  reading,
  counts,
  action,
}: {
  address: UpgradeAddress;
  setAddress: SetUpgradeAddress;
  reading: Reading;
  counts: Record<Verdict | "all", number>;
  action: React.ReactNode;
}) {
  const chosen = address.producer.length + address.registry.length + address.consumer.length;
  return (
    <div className="flex flex-wrap items-center gap-2.5 small:gap-2">
      <Segmented
        label="Where to run"
        value={address.target}
        // What is read stays what it was: where it is absent from the address, each target has its own.
        onChange={(target) => setAddress({ target, reading }, { history: "push" })}
        segmentClassName={TALL}
        segments={TARGETS.map((value) => ({ value, content: TARGET_WORDS[value] }))}
      />
      <Segmented
        label="How to read the path"
        value={reading}
        onChange={(value) => setAddress({ reading: value }, { history: "push" })}
        segmentClassName={TALL}
        segments={READINGS.map((value) => ({
          value,
          label: READING_WORDS[value].about,
          content: READING_WORDS[value].name,
        }))}
      />
      <Segmented
        label="Rows by verdict"
        value={address.verdict ?? "all"}
        onChange={(value) => setAddress({ verdict: value === "all" ? null : value }, { history: "push" })}
        segmentClassName={TALL}
        segments={(["all", ...VERDICTS] as const).map((value) => ({
          value,
          content: (
            <>
              {VERDICT_WORDS[value]} <span className="font-normal text-ink-3">{counts[value]}</span>
            </>
          ),
        }))}
      />
      <FilterFold chosen={chosen} className="small:order-1">
        <ChoiceMenu
          label="Producer"
          chosen={address.producer}
          onChange={(producer) => setAddress({ producer: orNone(producer) }, { history: "push" })}
          choices={choicesOf(PRODUCERS)}
        />
        <ChoiceMenu
          label="Registry"
          chosen={address.registry}
          onChange={(registry) => setAddress({ registry: orNone(registry) }, { history: "push" })}
          choices={choicesOf(REGISTRIES)}
        />
        <ChoiceMenu
          label="Consumer"
          chosen={address.consumer}
          onChange={(consumer) => setAddress({ consumer: orNone(consumer) }, { history: "push" })}
          choices={choicesOf(CONSUMERS)}
        />
      </FilterFold>
      {action && <span className="ml-auto small:ml-0">{action}</span>}
    </div>
  );
}

function choicesOf<T extends StateName & Parameters<typeof countParty>[0]>(names: readonly T[]): Choice<T>[] {
  return names.map((value) => ({ value, count: countParty(value), content: <SeedName seed={value} /> }));
}

/** An empty list leaves the address. */
function orNone<T>(list: T[]): T[] | null {
  return list.length > 0 ? list : null;
}
