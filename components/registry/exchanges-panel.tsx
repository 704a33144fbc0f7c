"use client";
// The requests behind a verdict, in the order in which they were sent.
import { useSyncExternalStore } from "react";
import { AnswerMark } from "../explorer/log-mark.tsx";
import type { LogRow } from "../explorer/log-rows.ts";
import { countOf, formatClock, formatDuration, shortenPath, visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";

/** `isWhole`: all requests of one probe, and none besides; else those that something on the page rests on. */
export function ExchangesPanel({
  rows,
  isWhole,
  onOpen,
}: {
  rows: LogRow[];
  isWhole: boolean;
  onOpen: (row: LogRow) => void;
}) {
  const count = countOf(rows.length, "request");
  const note = `${count}${isWhole ? "" : " that this page rests on"}; each opens with its answer`;
  return (
    <Panel title="Exchanges" note={note}>
      <ol>
        {rows.map((row) => (
          <li key={row.exchange.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              title={row.exchange.url}
              onClick={() => onOpen(row)}
              className="grid min-h-6 w-full grid-cols-[24px_96px_44px_minmax(0,1fr)_150px_104px_72px] items-center gap-x-2 px-3 py-0.5 text-left font-mono text-12 text-ink-2 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px] narrow:grid-cols-[24px_44px_minmax(0,1fr)_104px_72px] small:grid-cols-[24px_44px_minmax(0,1fr)_auto] small:py-1.5"
            >
              <span className="text-ink-3">{row.number}</span>
              <span className="narrow:hidden">
                <LocalClock at={row.exchange.at} />
              </span>
              <span>{row.exchange.method}</span>
              <span className="truncate text-ink small:col-span-2 small:break-words small:whitespace-normal">
                {shortenPath(visibleText(row.path))}
              </span>
              <span className="truncate font-sans text-ink-3 narrow:hidden">
                {visibleText(row.exchange.purpose)}
              </span>
              <span className="flex items-center gap-2 small:col-start-3">
                <AnswerMark row={row} />
              </span>
              <span className="text-right whitespace-nowrap">{formatDuration(row.exchange.durationMs)}</span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Only the browser knows the reader's time zone, so the server draws none. */
function LocalClock({ at }: { at: string }) {
  const clock = useSyncExternalStore(
    stay,
    () => formatClock(at).slice(0, 12),
    () => "",
  );
  return <>{clock}</>;
}

const stay = () => () => {};
