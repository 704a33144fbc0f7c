"use client";
// An open row: why it came out so, expected against observed, what was done, what went over the wire, what is left.
import { Play } from "lucide-react";
import type { ScenarioRun } from "#lib/api";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { SeedText } from "../ui/seed-text.tsx";
import { ChecksTable } from "./checks-table.tsx";
import type { LiveRow } from "./live-run.ts";
import { READING_WORDS } from "./reading-words.ts";
import { WireTrace } from "./wire-trace.tsx";

/** `about` says what the row is, for one that never ran. */
export function RowDetail({
  about,
  run,
  live,
  canRun,
  onRun,
}: {
  about: React.ReactNode;
  run: ScenarioRun | undefined;
  live: LiveRow | undefined;
  canRun: boolean;
  onRun: () => void;
}) {
  const isRunning = live?.phase === "running";
  const isBroken = live?.phase === "broken";
  const again = (
    <Button dense disabled={!canRun} onClick={onRun}>
      <Play size={12} aria-hidden /> {run ? "Run again" : "Run this row"}
    </Button>
  );
  if (isRunning || isBroken) {
    return (
      <div className="grid gap-2.5">
        {isBroken && (
          <p className="flex flex-wrap items-center gap-2 text-12 text-warn">
            <MarkIcon mark="failed" /> This row did not come to its end: what it would have shown is not
            known.
            {again}
          </p>
        )}
        <WireTrace
          steps={live.steps}
          exchanges={live.exchanges}
          durationMs={isBroken ? sumOf(live.exchanges) : undefined}
        />
      </div>
    );
  }
  if (!run) {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-12 text-ink-2">
        <p className="min-w-0 max-w-[720px]">{about}</p>
        {again}
      </div>
    );
  }
  return (
    <div className="grid gap-2.5">
      <div className="grid max-w-[960px] gap-1 text-12 leading-[18px] break-words text-ink-2">
        <p>
          <b className="font-medium text-ink">Expected, read as {READING_WORDS[run.reading].name}:</b>{" "}
          {visibleText(run.expected)}. <b className="font-medium text-ink">Observed:</b>{" "}
          {visibleText(run.observed)}.
        </p>
        <p>
          <SeedText text={run.why} />
        </p>
      </div>
      <ChecksTable run={run} />
      <WireTrace steps={run.steps} exchanges={run.exchanges} durationMs={run.durationMs} />
      <Leftovers leftovers={run.leftovers} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-3">
        <p className="min-w-0 break-words">
          Ran <Age at={run.startedAt} /> in {formatDuration(run.durationMs)}, read as{" "}
          {READING_WORDS[run.reading].name}, in{" "}
          <code className="break-all text-ink-2">
            {visibleText(`${run.target.registry}/${run.target.repository}`)}
          </code>
        </p>
        {again}
      </div>
    </div>
  );
}

function Leftovers({ leftovers }: { leftovers: readonly string[] }) {
  if (leftovers.length === 0) return null;
  return (
    <section className="rounded-node border border-warn-line bg-warn-bg px-2.5 py-1.5 text-12">
      <h3 className="flex items-center gap-1.5 font-semibold text-warn">
        <MarkIcon mark="failed" /> {countOf(leftovers.length, "thing")} could not be removed
      </h3>
      <ul className="mt-0.5 font-mono text-[11.5px] leading-[18px] break-all">
        {leftovers.map((left) => (
          <li key={left}>{visibleText(left)}</li>
        ))}
      </ul>
    </section>
  );
}

function sumOf(exchanges: LiveRow["exchanges"]): number {
  return exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
