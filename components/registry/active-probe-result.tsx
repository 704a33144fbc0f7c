"use client";
// What an active probe came to: the steps with their evidence, and what became of all that it pushed.
import { useMemo, useState } from "react";
import type { ActiveProbe } from "#lib/api";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { endingText } from "./active-probe-words.ts";
import { ProbeStepsTable } from "./probe-steps-table.tsx";

export function ActiveProbeResult({ probe }: { probe: ActiveProbe }) {
  const [open, setOpen] = useState<LogRow>();
  const rows = useMemo(() => logRows(probe.exchanges, []), [probe.exchanges]);
  const isClean = probe.leftovers.length === 0;
  return (
    <div className="grid gap-2" role="status">
      <p className="px-3 text-12 text-ink-2">
        {countOf(probe.exchanges.length, "request")} to {visibleText(probe.repository ?? "")} in{" "}
        {formatDuration(probe.durationMs)}. What it showed is remembered as the last verdict on this registry.
      </p>
      <ProbeStepsTable
        steps={probe.steps}
        exchanges={rows.map(({ exchange }) => exchange.id)}
        onOpen={(id) => setOpen(rows.find(({ exchange }) => exchange.id === id))}
      />
      <p className="flex items-start gap-1.5 px-3 pb-1 text-12 text-ink-2">
        <MarkIcon mark={isClean ? "tick" : "unread"} className={isClean ? "mt-px" : "mt-px text-warn"} />
        {endingText(probe)}
      </p>
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </div>
  );
}
