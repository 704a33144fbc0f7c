"use client";
// One audit: never made, under way, or what came of it.
import { useMemo, useState } from "react";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { NotesPanel } from "../registry/notes-panel.tsx";
import { AdoptionPanel } from "./adoption-panel.tsx";
import { AuditProgressPanel } from "./audit-progress.tsx";
import { AuditEnd, AuditProblem, NeverAudited, NothingFound } from "./audit-states.tsx";
import type { AuditView } from "./audit-view.ts";
import { isProblem } from "./finding-words.ts";
import { FindingsPanel, type Place } from "./findings-panel.tsx";
import { NumbersPanel } from "./numbers-panel.tsx";
import { TagsPanel } from "./tags-panel.tsx";
import type { AskedAudit } from "./use-audit.ts";

/** `view` is what is shown: this page's own audit, else the remembered one. */
export function AuditSection({
  place,
  view,
  asked: { problem, isAsking, start, stop },
}: {
  place: Place;
  view: AuditView | undefined;
  asked: AskedAudit;
}) {
  const [open, setOpen] = useState<LogRow>();
  const exchanges = view?.exchanges;
  const log = useMemo(() => logRows(exchanges ?? [], []), [exchanges]);
  const ids = useMemo(() => log.map(({ exchange }) => exchange.id), [log]);
  const hasAny =
    view !== undefined && (view.rows.length > 0 || view.findings.length > 0 || view.audit !== undefined);
  return (
    <>
      {isAsking && (
        <AuditProgressPanel repository={place.repository} progress={view?.progress} onStop={stop} />
      )}
      {!isAsking && problem && (
        <AuditProblem
          problem={problem}
          registry={place.registry}
          hasEarlier={hasAny}
          onStart={start}
          onOpen={setOpen}
        />
      )}
      {!isAsking && !problem && !view && <NeverAudited repository={place.repository} onStart={start} />}
      {!isAsking && view && <Outcome view={view} />}
      {view?.audit && <NumbersPanel audit={view.audit} />}
      {view?.audit && <NotesPanel notes={view.audit.notes} />}
      {view && (
        <>
          <FindingsPanel
            view={view}
            place={place}
            exchanges={ids}
            onOpen={(id) => setOpen(log.find(({ exchange }) => exchange.id === id))}
          />
          <AdoptionPanel rows={view.rows} timesUnread={view.audit?.timesUnread} />
          <TagsPanel rows={view.rows} place={place} isAsking={isAsking} />
        </>
      )}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function Outcome({ view }: { view: AuditView }) {
  const { audit, counts } = view;
  const isClean =
    audit?.completeness === "complete" && counts.every(({ kind, count }) => count === 0 || !isProblem(kind));
  return (
    <>
      <AuditEnd view={view} />
      {audit && isClean && <NothingFound audit={audit} />}
    </>
  );
}

/** What is shown: this page's own audit while it runs or once it came to something, else the remembered one. */
export function shownAudit(asked: AskedAudit, remembered: AuditView | undefined): AuditView | undefined {
  if (asked.isAsking) return asked.view;
  return asked.view ?? remembered;
}
