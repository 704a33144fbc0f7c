"use client";
// The comparison: the sentence on top, what a mirror lost, then referrers, packages and provenance.
import { useState } from "react";
import type { Comparison } from "#lib/api";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { CompareExportMenu } from "./compare-export-menu.tsx";
import { MirrorPanel } from "./mirror-panel.tsx";
import { PackagesPanel } from "./packages-panel.tsx";
import { ProvenancePanel } from "./provenance-panel.tsx";
import { ReferrersPanel } from "./referrers-panel.tsx";
import { SidesTable } from "./sides-table.tsx";
import type { CompareAddress, SetCompareAddress } from "./use-compare-address.ts";

export function ComparisonView({
  comparison,
  address,
  setAddress,
  onAsk,
}: {
  comparison: Comparison;
  address: CompareAddress;
  setAddress: SetCompareAddress;
  onAsk: () => void;
}) {
  const [open, setOpen] = useState<LogRow>();
  const { summary, notes, requests, durationMs, exchanges, mirror } = comparison;
  const openExchange = (id: string) => setOpen(logRows(exchanges, []).find((row) => row.exchange.id === id));
  return (
    <>
      <section aria-label="Summary" className="rounded-panel border border-line bg-surface">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-3 py-2.5">
          <p role="status" className="min-w-0 flex-1 basis-[420px] text-15 font-semibold break-words">
            {visibleText(summary)}
          </p>
          <span className="flex flex-wrap items-center gap-2">
            <span className="text-12 text-ink-3">
              {countOf(requests, "request")}, {formatDuration(durationMs)}
            </span>
            <Button onClick={onAsk}>Compare again</Button>
            <CompareExportMenu comparison={comparison} />
          </span>
        </div>
        {notes.map((note) => (
          <p key={note} className="px-3 pb-2">
            <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
              {visibleText(note)}
            </Mark>
          </p>
        ))}
        <SidesTable comparison={comparison} />
      </section>
      {mirror.map((side) => (
        <MirrorPanel key={side.side} mirror={side} comparison={comparison} />
      ))}
      <ReferrersPanel
        comparison={comparison}
        shown={address.rows}
        onShown={(rows) => setAddress({ rows }, { history: "push" })}
        onExchange={openExchange}
      />
      <PackagesPanel comparison={comparison} address={address} setAddress={setAddress} />
      <ProvenancePanel comparison={comparison} />
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
