"use client";
// The upgrade page: the working group's table, run when the reader says so.
import { useState } from "react";
import { SEED_SCENARIOS } from "#lib/upgrade";
import { CommandLine } from "../ui/command-line.tsx";
import { EXTRA_ROWS } from "./extra-rows.ts";
import { ExtrasPanel } from "./extras-panel.tsx";
import { NamesPanel } from "./names-panel.tsx";
import type { RowState } from "./openable-row.tsx";
import { sharesOf } from "./own-rows.ts";
import { ReadingAbout } from "./reading-about.tsx";
import { READING_WORDS } from "./reading-words.ts";
import { RunButton } from "./run-button.tsx";
import { RunProblem } from "./run-problem.tsx";
import type { Place } from "./run-request.ts";
import { RunStatus } from "./run-status.tsx";
import { countVerdicts, idOf, type Results, shownRows } from "./scenario-rows.ts";
import { ScratchForm } from "./scratch-form.tsx";
import { readPlace, readScratch, type ScratchFault, type ScratchText } from "./scratch-place.ts";
import { SeedTable } from "./seed-table.tsx";
import { UpgradeTools } from "./upgrade-tools.tsx";
import { useScenarios } from "./use-scenarios.ts";
import { readingOf, useUpgradeAddress } from "./use-upgrade-address.ts";
import { VerdictLegend } from "./verdict-legend.tsx";
import { tally } from "./verdict-words.ts";

const ALL = SEED_SCENARIOS.map(idOf);
const EXTRAS = EXTRA_ROWS.map(({ id }) => id);

/** `writes`: whether this server may write to a registry that is named; `hasDemo`: whether it has the demo's. */
export function UpgradeView({ writes, hasDemo }: { writes: boolean; hasDemo: boolean }) {
  const { address, setAddress } = useUpgradeAddress();
  const [again, setAgain] = useState("");
  const [fault, setFault] = useState<ScratchFault>();
  const reading = readingOf(address);
  const isScratch = address.target === "scratch";
  const text: ScratchText = { registry: address.host, repository: address.repository, again };
  const place = isScratch ? placeOf(text) : undefined;
  const { results, live, elsewhere, isRunning, run, stop } = useScenarios(place, reading);

  const canRunHere = isScratch || hasDemo;
  const runRows: typeof run = (ids, options) => {
    const scratch = isScratch ? readScratch(text) : undefined;
    if (scratch && "message" in scratch) return setFault(scratch);
    setFault(undefined);
    run(ids, options);
  };
  const shares = place && live && sharesOf(live);
  const cannotRun = (id: string) => shares?.others.includes(id) === true;
  const stateOf = (id: string): RowState => ({
    run: results.get(id),
    live: cannotRun(id) ? undefined : live?.rows.get(id),
    isOpen: address.open === id,
    canRun: !isRunning && canRunHere,
    onToggle: () => setAddress({ open: address.open === id ? null : id }, { history: "push" }),
    onRun: () => {
      setAddress({ open: id }, { history: "replace" });
      runRows([id]);
    },
  });
  const action = (
    <RunButton
      isScratch={isScratch}
      isRunning={isRunning}
      disabled={!canRunHere}
      onRun={() => runRows(ALL)}
      onStop={stop}
    />
  );
  const filter = { ...address, verdict: address.verdict ?? undefined };
  return (
    <div className="mx-auto grid max-w-[1440px] gap-3 px-gutter pt-4 pb-8">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-18 font-semibold tracking-[-0.01em]">Upgrade path, 18 scenarios</h1>
        <p role="status" className="text-ink-3">
          <RunStatus results={seedOnly(results)} live={live} elsewhere={elsewhere} place={place} />
        </p>
        <a href="#names" className="text-accent hover:underline small:py-1.5">
          What the names mean
        </a>
        <p className="w-full max-w-[1040px] text-12 leading-[18px] text-ink-2">
          The table is from a document of the OCI working group on reference types: the upgrade path that it
          wrote for its Proposal E. Combinations that it does not support are marked.
        </p>
      </header>
      <UpgradeTools
        address={address}
        setAddress={setAddress}
        reading={reading}
        counts={countVerdicts(filter, results)}
        action={!isScratch && action}
      />
      <ReadingAbout
        reading={reading}
        isScratch={isScratch}
        onOci={() => setAddress({ reading: "oci-1.1" }, { history: "push" })}
      />
      {isScratch && (
        <ScratchForm
          text={text}
          onText={(next) => {
            setAgain(next.again);
            setFault(undefined);
            setAddress({ host: next.registry, repository: next.repository }, { history: "replace" });
          }}
          fault={fault}
          isRunning={isRunning}
          saysWritesOff={!writes && live?.problem?.code !== "writes-off"}
          action={action}
          onSubmit={() => runRows(ALL)}
        />
      )}
      {!isScratch && !hasDemo && <DemoOff />}
      {live && <RunProblem live={live} place={place} onRun={runRows} />}
      <VerdictLegend reading={READING_WORDS[reading].name} />
      <SeedTable rows={shownRows(filter, results)} reading={reading} stateOf={stateOf} />
      {isScratch ? (
        <p className="text-12 text-ink-2">The rows besides the eighteen run on the demo registries alone.</p>
      ) : (
        <ExtrasPanel
          note={extrasNote(results)}
          stateOf={stateOf}
          canRun={!isRunning && canRunHere}
          onRunAll={() => runRows(EXTRAS)}
        />
      )}
      <NamesPanel />
    </div>
  );
}

/** Without a whole name nothing ran there, and nothing is shown of anywhere else. */
function placeOf({ registry, repository }: ScratchText): NonNullable<Place> {
  const read = readPlace({ registry, repository });
  return "message" in read ? { registry, repository } : read;
}

function DemoOff() {
  return (
    <div className="grid max-w-[520px] gap-1.5 text-12">
      <p className="text-ink-2">
        The demo registries are off, so rows run in a scratch repository alone. To have them, start Refscope
        with:
      </p>
      <CommandLine command="REFSCOPE_DEMO=on npm start" />
    </div>
  );
}

function seedOnly(results: Results): Results {
  return new Map([...results].filter(([id]) => ALL.includes(id)));
}

function extrasNote(results: Results): string {
  const runs = EXTRAS.flatMap((id) => results.get(id) ?? []);
  return `What the field does that the table does not foresee, as OCI 1.1 has it. ${runs.length > 0 ? tally(runs) : "Not run yet"}.`;
}
