"use client";
// What an earlier push showed of the registry, beside a newer verdict that only read.
import { useMemo, useState } from "react";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { Age } from "../ui/age.tsx";
import { visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";
import { useNow } from "../ui/use-now.ts";
import { CapabilitiesTable } from "./capabilities-panel.tsx";
import { type Known, pushedBeside, type ShownVerdict } from "./shown-verdict.ts";

/** Nothing is drawn where reading leaves nothing open that a push showed, or where that cannot be believed any more. */
export function PushedPanel({
  verdict,
  known,
  rendered,
}: {
  verdict: ShownVerdict;
  known: Known | undefined;
  rendered: number;
}) {
  const now = useNow(rendered);
  const [open, setOpen] = useState<LogRow>();
  const beside = pushedBeside(verdict, known, now);
  const exchanges = beside?.probe.exchanges;
  const log = useMemo(() => logRows(exchanges ?? [], []), [exchanges]);
  if (!beside) return null;
  const { probe, rows } = beside;
  return (
    <Panel title="Known by pushing" note="What reading leaves open">
      <p className="border-b border-line px-3 py-2 text-12 leading-[18px] text-ink-2">
        The verdict on this page only read. Pushing to {visibleText(probe.repository ?? "a repository")}{" "}
        <Age at={probe.at} rendered={rendered} /> showed more. It still stands: reading found nothing contrary
        to it, and it has not expired.
      </p>
      <CapabilitiesTable
        rows={rows}
        exchanges={log.map(({ exchange }) => exchange.id)}
        onOpen={(id) => setOpen(log.find(({ exchange }) => exchange.id === id))}
      />
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </Panel>
  );
}
